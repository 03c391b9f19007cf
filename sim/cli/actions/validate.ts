import type { ValidatedClass } from '../../calibration/measured/measured-row.ts';
import { renderValidation } from '../../report/text/render-validation.ts';
import { validate } from '../../validate/validate.ts';
import type { CliContext } from '../context.ts';

export interface ValidateFlags {
  readonly class?: ValidatedClass;
  readonly json: boolean;
}

/** Prints the errors of all models on rows that they had not seen. */
export async function validateAction(this: CliContext, flags: ValidateFlags): Promise<void> {
  const report = await validate(flags.class ?? null);
  this.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : `${renderValidation(report).join('\n')}\n`);
}
