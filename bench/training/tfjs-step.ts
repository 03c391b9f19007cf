import { createRequire } from 'node:module';
import type { NetworkPlan } from '../../sim/training/plan/network-plan.ts';
import { valueShapes } from '../../sim/training/plan/value-shapes.ts';
import { openTfjs, type Tf, type TfTensor } from '../lib/tfjs.ts';

interface TrainingTf extends Tf {
  tensor(values: Float32Array, shape: readonly number[]): TfTensor;
  conv2d(x: TfTensor, w: TfTensor, stride: number, padding: number): TfTensor;
  moments(x: TfTensor, axes: readonly number[]): { readonly mean: TfTensor; readonly variance: TfTensor };
  batchNorm(x: TfTensor, ...rest: (TfTensor | number)[]): TfTensor;
  add(a: TfTensor, b: TfTensor): TfTensor;
  mul(a: TfTensor, b: TfTensor): TfTensor;
  relu(x: TfTensor): TfTensor;
  mean(x: TfTensor, axes: readonly number[]): TfTensor;
  sum(x: TfTensor): TfTensor;
  logSoftmax(x: TfTensor): TfTensor;
  grads(f: (...weights: TfTensor[]) => TfTensor): (weights: readonly TfTensor[]) => TfTensor[];
}

export interface TfjsFinding {
  readonly version: string;
  /** Why the WebAssembly backend cannot; null where it can. */
  readonly wasmFailure: string | null;
  /** Median milliseconds of forward and backward of `samples`, without an optimiser. */
  readonly stepMs: number;
  readonly samples: number;
}

/** Forward and backward of a residual plan in TensorFlow.js: on WebAssembly where that can, else in its plain JavaScript. */
export async function tfjsStep(plan: NetworkPlan, samples: number, rounds: number): Promise<TfjsFinding> {
  const { tf: opened, version } = await openTfjs();
  const tf = opened as TrainingTf;
  const require = createRequire(new URL('../package.json', import.meta.url));
  require('@tensorflow/tfjs-backend-cpu');
  require('@tensorflow/tfjs-core/dist/register_all_gradients');
  let wasmFailure: string | null = null;
  try {
    step(tf, plan, 1);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (!message.includes('not registered')) throw error;
    wasmFailure = message.split('\n')[0]!;
  }
  if (wasmFailure !== null) await tf.setBackend('cpu');
  step(tf, plan, 1);
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    step(tf, plan, samples);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { version, wasmFailure, stepMs: times[times.length >> 1]!, samples };
}

/** One pass over random images; every gradient is read, so that it has been computed. */
function step(tf: TrainingTf, plan: NetworkPlan, samples: number): void {
  tf.tidy(() => {
    const random = (...shape: number[]) => {
      const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
      return tf.tensor(
        values.map((_, i) => ((i * 2654435761) % 1000) / 5000 - 0.1),
        shape,
      );
    };
    const shapes = valueShapes(plan);
    const weights: TfTensor[] = [];
    const places = new Map<string, number>();
    const place = (name: string, made: readonly TfTensor[]) => {
      places.set(name, weights.length);
      weights.push(...made);
    };
    for (const layer of plan.layers) {
      const { channels } = shapes.get(layer.name)!;
      if (layer.kind === 'convolution')
        place(layer.name, [random(layer.kernel, layer.kernel, shapes.get(layer.input)!.channels, channels)]);
      if (layer.kind === 'linear')
        place(layer.name, [random(shapes.get(layer.input)!.channels, channels), random(channels)]);
      if (layer.kind === 'batch-norm') place(layer.name, [random(channels), random(channels)]);
    }
    const image = plan.inputs[0]!;
    const { height, width } = shapes.get(image.name)!;
    const x = random(samples, height, width, 1);
    const targets = random(samples, plan.classes);
    const loss = (...given: TfTensor[]): TfTensor => {
      const values = new Map<string, TfTensor>([[image.name, x]]);
      const of = (name: string) => values.get(name)!;
      for (const layer of plan.layers) {
        const at = places.get(layer.name) ?? 0;
        switch (layer.kind) {
          case 'convolution':
            values.set(layer.name, tf.conv2d(of(layer.input), given[at]!, layer.stride, layer.kernel >> 1));
            break;
          case 'batch-norm': {
            const { mean, variance } = tf.moments(of(layer.input), [0, 1, 2]);
            let y = tf.batchNorm(of(layer.input), mean, variance, given[at]!, given[at + 1]!, 1e-5);
            if (layer.residual) y = tf.add(y, of(layer.residual));
            values.set(layer.name, layer.relu ? tf.relu(y) : y);
            break;
          }
          case 'global-mean':
            values.set(layer.name, tf.mean(of(layer.inputs[0]!), [1, 2]));
            break;
          case 'linear':
            values.set(layer.name, tf.add(tf.matMul(of(layer.input), given[at]!), given[at + 1]!));
            break;
          default:
            throw new Error(`${layer.name}: a layer of kind ${layer.kind} is not written here`);
        }
      }
      return tf.sum(tf.mul(tf.logSoftmax(of(plan.logits)), targets));
    };
    for (const gradient of tf.grads(loss)(weights)) gradient.dataSync();
  });
}
