import type { Baseline } from '../class-model.ts';
import { type MeasuredQuantity, measuredValue } from '../measured/measured-row.ts';

/** Predicts the geometric mean of the other runs of the device, whatever they were. */
export const copiedFromDevice = (quantity: MeasuredQuantity): Baseline => ({
  name: 'other runs of the device copied',
  predict: (row, seen) => {
    const values = seen
      .filter((other) => other.device === row.device)
      .flatMap((other) => measuredValue(other, quantity) ?? []);
    return values.length === 0
      ? null
      : Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
  },
});
