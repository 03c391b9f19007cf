import { readFile } from 'node:fs/promises';
import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { InputError } from '../../schema/input-error.ts';
import type { LabelledSamples, SampleSplit } from '../labelled-samples.ts';
import { type NpyArray, readNpy } from './read-npy.ts';

/** What the network that the samples are for takes and gives. */
export interface SampleNeeds {
  /** Shape of one sample. */
  readonly shape: readonly number[];
  readonly classes: number;
}

function fault(file: string, message: string, hint: string): InputError {
  return new InputError([{ file, line: 0, column: 0, code: 'E_DATA', path: '', message, hint }]);
}

/**
 * Samples of a user, from NPY files: a seeded draw to calibrate on, others to measure with.
 * @param inputs file of [count][...shape], float32 as the network takes them or uint8, which are divided by
 * 255
 * @param labels file of [count] classes, int64 or uint8; null: unknown
 * @throws InputError E_NPY, or E_DATA where they do not fit the network
 */
export async function npySamples(
  inputs: string,
  labels: string | null,
  needs: SampleNeeds,
  sizes: { readonly calibration: number; readonly evaluation: number; readonly seed: number },
): Promise<SampleSplit> {
  const array = readNpy(await readFile(inputs), inputs);
  checkShape(array, inputs, needs);
  const count = array.shape[0]!;
  const classes =
    labels === null ? null : labelsOf(readNpy(await readFile(labels), labels), labels, count, needs);
  if (count <= sizes.calibration) {
    throw fault(
      inputs,
      `${count} samples, of which ${sizes.calibration} are to calibrate on; some must be left to measure with`,
      'give more samples, or fewer to calibrate on with --samples',
    );
  }
  const order = permutation(count, new RandomStream(sizes.seed, 'samples', 'calibration-split'));
  const end = Math.min(count, sizes.calibration + sizes.evaluation);
  return {
    calibration: pick(array, classes, order.slice(0, sizes.calibration), inputs, needs),
    evaluation: pick(array, classes, order.slice(sizes.calibration, end), inputs, needs),
  };
}

function checkShape({ shape, type }: NpyArray, file: string, needs: SampleNeeds): void {
  const wanted = needs.shape;
  const size = (dims: readonly number[]) => dims.reduce((product, dim) => product * dim, 1);
  const own = shape.slice(1);
  const fits = own.length === wanted.length && own.every((dim, axis) => dim === wanted[axis]);
  // Axes of length 1 may be missing: [N, 28, 28] for [N, 1, 28, 28].
  const squeezed = own.filter((dim) => dim !== 1).join() === wanted.filter((dim) => dim !== 1).join();
  if (shape.length >= 1 && shape[0]! > 0 && (fits || squeezed) && type !== 'int64') return;
  const channelsLast = wanted.length === 3 && own.join() === [wanted[1], wanted[2], wanted[0]].join();
  throw fault(
    file,
    `an array of (${shape.join(', ')}) ${type}; the network takes (N, ${wanted.join(', ')}) float32, ` +
      'or uint8 that is divided by 255',
    channelsLast
      ? 'channels come first: numpy.save(FILE, array.transpose(0, 3, 1, 2))'
      : `${size(wanted)} values a sample are needed, in this order; save them so with numpy.save`,
  );
}

function labelsOf(
  { shape, data }: NpyArray,
  file: string,
  count: number,
  { classes }: SampleNeeds,
): Int32Array {
  if (shape.length !== 1 || shape[0] !== count) {
    throw fault(
      file,
      `labels of shape (${shape.join(', ')}) for ${count} samples`,
      `give one label a sample: (${count},)`,
    );
  }
  const wrong = data.findIndex((label: number) => !Number.isInteger(label) || label < 0 || label >= classes);
  if (wrong >= 0) {
    throw fault(
      file,
      `label ${data[wrong]} at index ${wrong}; the network has ${classes} classes, 0 to ${classes - 1}`,
      'check that the labels belong to this network and count from 0',
    );
  }
  return Int32Array.from(data);
}

function pick(
  { data, type }: NpyArray,
  labels: Int32Array | null,
  rows: Uint32Array,
  name: string,
  { shape }: SampleNeeds,
): LabelledSamples {
  const size = shape.reduce((product, dim) => product * dim, 1);
  const values = new Float32Array(rows.length * size);
  const divisor = type === 'uint8' ? 255 : 1;
  rows.forEach((row, i) => {
    for (let j = 0; j < size; j++) values[i * size + j] = data[row * size + j]! / divisor;
  });
  return {
    name,
    count: rows.length,
    values,
    shape,
    labels: labels && Int32Array.from(rows, (row) => labels[row]!),
  };
}
