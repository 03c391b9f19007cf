import type { FittedModel } from '../class-model.ts';

/** A model, blind or anchored, that also tells how its predictions come about. */
export function withSplit(model: FittedModel, split: NonNullable<FittedModel['split']>): FittedModel {
  return {
    predict: (row) => model.predict(row),
    split,
    ...(model.anchoredBy ? { anchoredBy: (anchors) => withSplit(model.anchoredBy!(anchors), split) } : {}),
  };
}
