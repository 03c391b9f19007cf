import { cleanMnist, degradedMnist, type Samples } from './degraded-mnist/dataset.ts';
import type { LabelledSamples, SampleSplit } from './labelled-samples.ts';

/** Splits that a measurement may be made on; calibration always takes training images. */
export type EvaluationSplit = 'validation' | 'test';

type Load = (split: 'train' | EvaluationSplit, limit: number) => LabelledSamples;

const digits =
  (load: (split: 'train' | EvaluationSplit, limit: number) => Samples): Load =>
  (split, limit) => {
    const { name, count, images, labels } = load(split, limit);
    const values = Float32Array.from(images, (grey) => grey / 255);
    return { name, count, values, shape: [1, 28, 28], labels: Int32Array.from(labels) };
  };

/** Data sets by the name that a user gives; another one is one more entry. */
const sets: Readonly<Record<string, Load>> = {
  mnist: digits(cleanMnist),
  'degraded-mnist': digits((split, limit) => degradedMnist(split, 0, limit)),
};

export const builtInSampleNames: readonly string[] = Object.keys(sets);

/**
 * The first `calibration` training samples of a built-in data set, and the first `evaluation` of a split that
 * was not trained on.
 * @returns null for a name that is not built in
 */
export function builtInSamples(
  name: string,
  sizes: { readonly calibration: number; readonly evaluation: number; readonly split: EvaluationSplit },
): SampleSplit | null {
  if (!Object.hasOwn(sets, name)) return null;
  const load = sets[name]!;
  return {
    calibration: load('train', sizes.calibration),
    evaluation: load(sizes.split, sizes.evaluation),
  };
}
