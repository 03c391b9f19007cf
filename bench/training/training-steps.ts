import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import { ImageFeed } from '../../sim/training/feed/image-feed.ts';
import { actualSparsities } from '../../sim/training/method/actual-sparsities.ts';
import type { NetworkPlan } from '../../sim/training/plan/network-plan.ts';
import { planMacs } from '../../sim/training/plan/plan-macs.ts';
import { residualPlan } from '../../sim/training/plan/residual-plan.ts';
import { TrainingSession } from '../../sim/training/run/training-session.ts';
import type { TrainSpec } from '../../sim/training/spec/train-schema.ts';

/** One kind of step, ready to be timed. */
export interface StepCase {
  readonly name: string;
  readonly threads: number;
  run(): void;
  /** Floating-point operations of the steps that were run, on average. */
  flops(): number;
  close(): Promise<void>;
}

const side = 28;
const classes = 10;
const batchesOfEpoch = 4;
const epochs = 100;
/** Steps of the pretended run: blocks of the ladder are final from 200 on, RigL exchanges some at 200 only. */
const chosenAt = 200;
const firstStep = 241;
const lastStep = 399;

/** Dense, RigL at four sparsities, the exchange of blocks, and the ladder of the description. */
export async function trainingSteps(spec: TrainSpec, threads: number): Promise<readonly StepCase[]> {
  const rigl = (sparsity: number) =>
    ({ kind: 'rigl', sparsity, replace: 0.3, until: 0.75, everySteps: 200 }) as const;
  const cases: StepCase[] = [await stepCase('dense', spec, { kind: 'dense' }, threads)];
  for (const sparsity of [0.5, 0.75, 0.9, 0.95])
    cases.push(await stepCase(`RigL ${100 * sparsity}%`, spec, rigl(sparsity), threads));
  cases.push(await stepCase('RigL 90%, exchange', spec, rigl(0.9), threads, chosenAt));
  const { method } = spec;
  if (method.kind !== 'ladder') throw new Error(`${spec.name}: a ladder is expected, found ${method.kind}`);
  const ladder = { ...method, start: 0.1, end: 0.5, freeze: 0.6, everySteps: 200 };
  const name = `ladder, level 0 and ${method.perStep} of ${method.levels.length - 1}`;
  cases.push(await stepCase(name, spec, ladder, threads));
  return cases;
}

/** @param always the number of every step; without, steps run from 241 to 399 and round again */
async function stepCase(
  name: string,
  spec: TrainSpec,
  method: TrainSpec['method'],
  threads: number,
  always?: number,
): Promise<StepCase> {
  const { network, batch } = spec;
  if (network.kind !== 'residual')
    throw new Error(`${spec.name}: residual is expected, found ${network.kind}`);
  const plan = residualPlan(network, { height: side, width: side }, classes);
  const feed = new ImageFeed(
    { train: noise(batchesOfEpoch * batch), validation: noise(8), test: noise(8) },
    spec.augment,
  );
  // A low rate: labels are random, and nothing shall be learned.
  const optimiser = { ...spec.optimiser, rate: 1e-4 };
  const session = await TrainingSession.open({
    ...{ spec: { ...spec, method, optimiser, epochs }, plan, feed, threads, build: 'fast' },
  });
  const order = session.order(0);
  const levels: number[] = [];
  const before = session.method.before.bind(session.method);
  Object.assign(session.method, {
    before: (...args: Parameters<typeof before>) => {
      const planned = before(...args);
      levels.push(...planned.levels);
      return planned;
    },
  });
  session.step(chosenAt, order);
  levels.length = 0;
  let steps = 0;
  let next = firstStep;
  return {
    ...{ name, threads },
    run: () => {
      session.step(always ?? next, order.subarray((steps % batchesOfEpoch) * batch));
      steps++;
      next = next === lastStep ? firstStep : next + 1;
    },
    flops: () => {
      const sparsities = actualSparsities(session.method);
      const total = levels.reduce((sum, level) => sum + passMacs(plan, sparsities[level]!), 0);
      return (2 * batch * total) / steps;
    },
    close: () => session.close(),
  };
}

/** The network of a description for images of the size of Fashion-MNIST. */
export function benchmarkPlan({ name, network }: TrainSpec): NetworkPlan {
  if (network.kind !== 'residual') throw new Error(`${name}: residual is expected, found ${network.kind}`);
  return residualPlan(network, { height: side, width: side }, classes);
}

/** Multiply-accumulates of forward and backward of one sample: the gradient to the image is not computed. */
function passMacs(plan: NetworkPlan, sparsity: number): number {
  return planMacs(plan).reduce((sum, { name, macs, prunable }) => {
    const layer = plan.layers.find((of) => of.name === name)!;
    const products = 'input' in layer && layer.input === plan.inputs[0]!.name ? 2 : 3;
    return sum + products * macs * (prunable ? 1 - sparsity : 1);
  }, 0);
}

function noise(count: number) {
  const draws = new RandomStream(1, 'images', 'noise');
  return {
    images: Uint8Array.from({ length: count * side * side }, (_, i) => 256 * draws.uniform53(i)),
    labels: Uint8Array.from({ length: count }, (_, i) => classes * draws.uniform53(i, 1)),
    ...{ height: side, width: side, classes },
  };
}
