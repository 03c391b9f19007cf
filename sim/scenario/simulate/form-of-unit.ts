import type { NumericForm } from '../../sparsity/outcome-table.ts';
import type { Target } from '../../targets/target.ts';
import type { TablePair } from './cell-input.ts';

/**
 * The form in which a unit computes, and the tables that it replays: those of its own form; where there are none, the
 * first ones, whose form then stands with the accuracy.
 */
export function formOfUnit(
  target: Target,
  unit: string,
  { validation, test, others = [] }: TablePair & { readonly others?: readonly TablePair[] },
): { readonly numericForm: NumericForm; readonly pair: TablePair } {
  const forms = target.capabilities(unit).numericForms;
  const first = { validation, test };
  const pair = [first, ...others].find(({ test: table }) => forms.includes(table.key.numericForm)) ?? first;
  const own = pair.test.key.numericForm;
  return { numericForm: forms.includes(own) ? own : (forms[0] ?? own), pair };
}
