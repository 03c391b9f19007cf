import type { NumericForm } from '../../sparsity/outcome-table.ts';

/**
 * Bytes of one activation in a numeric form.
 * @throws RangeError for spiking codes, whose traffic depends on the sample
 */
export function activationBytes(form: NumericForm): number {
  if (form === 'fp32') return 4;
  if (form === 'int8') return 1;
  throw new RangeError(`an activation in ${form} has no fixed size; networks are cut in fp32 and int8`);
}
