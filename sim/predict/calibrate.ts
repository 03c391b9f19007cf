import type { CalibrationSummary } from '../calibration/class-model.ts';
import type { MeasuredClass, MeasuredQuantity } from '../calibration/measured/measured-row.ts';
import { fittedModels } from './fitted-models.ts';

/** The document that `sparsewatt calibrate --json` prints: every model, its rows, its loss and what came of it. */
export interface CalibrationReport {
  readonly schemaVersion: '1.0';
  readonly models: readonly (CalibrationSummary & {
    readonly class: MeasuredClass;
    readonly quantity: MeasuredQuantity;
  })[];
}

/** Fits the models of a class, or of all, to all published rows. Models that are made of others are left out. */
export async function calibrate(only: MeasuredClass | null = null): Promise<CalibrationReport> {
  return {
    schemaVersion: '1.0',
    models: (await fittedModels(only)).flatMap(({ model, fitted }) =>
      fitted.calibration
        ? [{ class: model.targetClass, quantity: model.quantity, ...fitted.calibration() }]
        : [],
    ),
  };
}
