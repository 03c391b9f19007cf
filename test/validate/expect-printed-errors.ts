import { expect } from 'vitest';
import { loadKnownErrors } from '../../sim/predict/known-errors.ts';
import type { ValidationReport } from '../../sim/validate/validate.ts';

/** The errors that predictions print are those of these reports. */
export async function expectPrintedErrors(reports: readonly ValidationReport[]): Promise<void> {
  const findError = await loadKnownErrors();
  for (const found of reports.flatMap(({ classes }) => classes)) {
    const known = findError(found.class, found.quantity, found.group);
    const name = `${found.class} ${found.quantity} ${found.group}`;
    expect(known, name).toMatchObject({ devices: found.devices, rows: found.rows });
    // Logarithms differ in the last bit between engines.
    expect(known!.mapePercent / found.mapePercent, name).toBeCloseTo(1, 2);
  }
}
