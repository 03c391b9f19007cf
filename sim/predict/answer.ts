import type { FittedModel } from '../calibration/class-model.ts';
import { expectedGroup } from '../calibration/groups.ts';
import type { MeasuredQuantity, MeasuredRow } from '../calibration/measured/measured-row.ts';
import type { FittedClassModel } from './fitted-models.ts';
import type { FindError } from './known-errors.ts';
import type { PredictedQuantity } from './prediction.ts';

/** One quantity, and the model that it comes from. */
export interface Answer {
  readonly quantity: PredictedQuantity | null;
  readonly fitted: FittedModel | null;
}

/** Whether a measurement tells something of a quantity: an energy is told by its time and its power. */
function tells(anchor: MeasuredRow, quantity: MeasuredQuantity): boolean {
  switch (quantity) {
    case 'latency':
      return anchor.latencyMs !== null;
    case 'throughput':
      return anchor.throughputPerS !== null && anchor.latencyMs === null;
    case 'power':
      return anchor.powerW !== null;
    default:
      return anchor.powerW !== null && (anchor.latencyMs !== null || anchor.throughputPerS !== null);
  }
}

/**
 * Predicts one quantity, sharpened by measurements of the board.
 * @param anchors those measurements; a quantity counts as anchored where one of them tells it whole
 */
export function answer(
  { model, seen, fitted: blind }: FittedClassModel,
  anchors: readonly MeasuredRow[],
  row: MeasuredRow,
  findError: FindError,
): Answer {
  const isTold = blind.anchoredBy !== undefined && anchors.some((anchor) => tells(anchor, model.quantity));
  // An energy moves with its time where that alone was measured, and is no surer for it.
  const fitted =
    isTold || (anchors.length > 0 && model.quantity === 'energy')
      ? (blind.anchoredBy?.(anchors) ?? blind)
      : blind;
  const range = fitted.predict(row);
  if (!range) return { quantity: null, fitted };
  const group = isTold ? 'anchored' : (expectedGroup(row, seen, model.quantity, model.byRuntime) ?? 'seen');
  const error = group === 'seen' ? null : findError(model.targetClass, model.quantity, group);
  return { quantity: { ...range, group, error }, fitted };
}
