import { resolve } from 'node:path';
import { InputError } from '../schema/input-error.ts';
import { builtInSampleNames, builtInSamples, type EvaluationSplit } from '../workload/built-in-samples.ts';
import type { SampleSplit } from '../workload/labelled-samples.ts';
import { npySamples, type SampleNeeds } from '../workload/npy/npy-samples.ts';

/**
 * The samples that `--data` names: a built-in set, or NPY files of inputs and, after a comma, labels.
 * @throws InputError E_DATA for a name that is neither, or samples that do not fit the network
 */
export async function ladderData(
  data: string,
  cwd: string,
  needs: SampleNeeds,
  sizes: {
    readonly calibration: number;
    readonly evaluation: number;
    readonly split: EvaluationSplit;
    readonly seed: number;
  },
): Promise<SampleSplit> {
  const builtIn = builtInSamples(data, sizes);
  const fail = (message: string, hint: string): never => {
    throw new InputError([{ file: '', line: 0, column: 0, code: 'E_DATA', path: '--data', message, hint }]);
  };
  if (builtIn) {
    const { shape } = builtIn.calibration;
    if (shape.join() !== needs.shape.join()) {
      fail(
        `${data} has samples of (${shape.join(', ')}); the network takes (${needs.shape.join(', ')})`,
        'give samples of its own: --data INPUTS.npy,LABELS.npy',
      );
    }
    return builtIn;
  }
  const files = data.split(',').map((file) => file.trim());
  if (files.length > 2 || files.some((file) => !file.endsWith('.npy'))) {
    fail(
      `"${data}" is neither a built-in data set nor one or two .npy files`,
      `built in are ${builtInSampleNames.join(', ')}; your own: --data INPUTS.npy,LABELS.npy`,
    );
  }
  const [inputs, labels] = files.map((file) => resolve(cwd, file));
  return npySamples(inputs!, labels ?? null, needs, sizes);
}
