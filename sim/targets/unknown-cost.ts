import type { OperatorWork } from '../network/operator-work.ts';
import { InputError } from '../schema/input-error.ts';

/** The refusal of an operator whose cost a class of targets does not know. */
export function unknownCost(work: OperatorWork, targets: string): InputError {
  return new InputError([
    {
      file: '',
      line: 0,
      column: 0,
      code: 'E_OPERATOR_COST',
      path: '',
      message: `operator '${work.node}' is of kind ${work.kind}, for which ${targets} have no cost here.`,
      hint: 'Choose a network without it, or a target of another class.',
    },
  ]);
}
