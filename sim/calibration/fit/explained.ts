import type { FittedModel } from '../class-model.ts';

/** A model, blind or anchored, that also tells how it came about and what its predictions are made of. */
export function explained(model: FittedModel, more: Pick<FittedModel, 'split' | 'calibration'>): FittedModel {
  return {
    predict: (row) => model.predict(row),
    ...more,
    ...(model.anchoredBy ? { anchoredBy: (anchors) => explained(model.anchoredBy!(anchors), more) } : {}),
  };
}
