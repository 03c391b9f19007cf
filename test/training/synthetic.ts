import type { ImageSet } from '../../sim/data/image/image-set.ts';
import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import { ImageFeed } from '../../sim/training/feed/image-feed.ts';
import type { ResidualNetwork } from '../../sim/training/plan/residual-plan.ts';
import { residualPlan } from '../../sim/training/plan/residual-plan.ts';
import { type TrainSpec, trainSchema } from '../../sim/training/spec/train-schema.ts';

export const side = 8;
export const classes = 4;

/** Noise with one bright quarter, which is the class: a linear network can tell. */
export function images(count: number, seed: number): ImageSet {
  const draws = new RandomStream(seed, 'images', 'pixels');
  const labels = Uint8Array.from({ length: count }, (_, i) => draws.uniform53(i, 999) * classes);
  const pixels = Uint8Array.from({ length: count * side * side }, (_, at) => {
    const [y, x] = [Math.floor((at % (side * side)) / side), at % side];
    const quarter = (y < side / 2 ? 0 : 2) + (x < side / 2 ? 0 : 1);
    const bright = quarter === labels[Math.floor(at / (side * side))] ? 70 : 0;
    return bright + 180 * draws.uniform53(at);
  });
  return { images: pixels, labels, height: side, width: side, classes };
}

export function imageFeed(augment: Partial<TrainSpec['augment']> = {}, train = 256): ImageFeed {
  const sets = { train: images(train, 1), validation: images(90, 2), test: images(40, 3) };
  return new ImageFeed(sets, { flip: false, shift: 0, erase: 0, eraseShare: 1, dropWords: 0, ...augment });
}

export const smallNetwork: ResidualNetwork & TrainSpec['network'] = {
  kind: 'residual',
  stem: { channels: 4, kernel: 3, stride: 1 },
  blocks: [
    { channels: 8, stride: 2 },
    { channels: 8, stride: 1 },
  ],
};

export const smallPlan = residualPlan(smallNetwork, { height: side, width: side }, classes);

export const ladder = {
  kind: 'ladder',
  levels: [0, 0.5, 0.8],
  perStep: 1,
  start: 0.1,
  end: 0.5,
  freeze: 0.6,
  everySteps: 3,
} as const;

/** Four epochs of four steps on `imageFeed`. */
export function spec(rest: object = {}): TrainSpec {
  return trainSchema.parse({
    schemaVersion: 1,
    name: 'small',
    task: 'mnist',
    network: smallNetwork,
    method: ladder,
    epochs: 4,
    batch: 64,
    optimiser: { kind: 'sgd', rate: 0.05 },
    calibrationSamples: 128,
    ...rest,
  });
}
