import type { FittedModel, PredictedRange } from '../class-model.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';

/**
 * A model, blind or anchored, in another unit than it was fitted in.
 * @param convert null where the row lacks what the unit needs
 */
export function converted(
  model: FittedModel,
  convert: (range: PredictedRange, row: MeasuredRow) => PredictedRange | null,
): FittedModel {
  return {
    predict: (row) => {
      const range = model.predict(row);
      return range && convert(range, row);
    },
    ...(model.anchoredBy ? { anchoredBy: (anchors) => converted(model.anchoredBy!(anchors), convert) } : {}),
  };
}

/** A range times a factor. */
export const times = ({ low, central, high }: PredictedRange, factor: number): PredictedRange => ({
  low: low * factor,
  central: central * factor,
  high: high * factor,
});

/** A number over a range. */
export const over = (above: number, { low, central, high }: PredictedRange): PredictedRange => ({
  low: above / high,
  central: above / central,
  high: above / low,
});
