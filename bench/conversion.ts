/**
 * The shipped ladder network (scenarios/models/digits-ladder.onnx) converted to every spiking code, on clean MNIST's
 * official test images (frames: the input of every code is encoded from them): accuracy before and after conversion on
 * the same images, at each number of steps, with the spikes, synaptic events and, where a chip's costs are known, the
 * energy of those steps.
 *
 *     npm run bench -- conversion [--levels 0,3] [--images 10000] [--steps 4,8,16,32] [--only rate] [--share 0.97]
 *       [--curve-only] [--quick] [--json]
 *
 * Below it the curve: one conversion of each code that chips run, read after every step, with time and energy of the same steps on
 * three of them.
 *
 * 10,000 images of level 0 take about an hour on one core with all codes, of level 3 about 15 minutes. Calibration uses
 * 64 training images, none of the test set.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mnist } from '../sim/data/image/mnist.ts';
import { loadNetwork } from '../sim/network/onnx/load-network.ts';
import { packageRoot } from '../sim/package-root.ts';
import { balanceThresholds, quantile } from '../sim/targets/neuromorphic/balance-thresholds.ts';
import { chooseUnits } from '../sim/targets/neuromorphic/codes/choose-units.ts';
import { conversionLoss } from '../sim/targets/neuromorphic/codes/conversion-loss.ts';
import { type SpikeCode, spikeCodes } from '../sim/targets/neuromorphic/codes/spike-code.ts';
import { valuedLayers } from '../sim/targets/neuromorphic/codes/valued-layer.ts';
import { ValuedPass } from '../sim/targets/neuromorphic/codes/valued-pass.ts';
import { convert } from '../sim/targets/neuromorphic/convert.ts';
import type { FloatLayer } from '../sim/targets/neuromorphic/float-layer.ts';
import { floatLayers } from '../sim/targets/neuromorphic/float-layers.ts';
import { inferenceCost, totals } from '../sim/targets/neuromorphic/inference-cost.ts';
import { loadChip } from '../sim/targets/neuromorphic/load-chip.ts';
import { mapNetwork } from '../sim/targets/neuromorphic/map.ts';
import { referenceForward } from '../sim/targets/neuromorphic/reference-forward.ts';
import { SpikeSimulator } from '../sim/targets/neuromorphic/simulate-spikes.ts';
import { SpikeDynamics } from '../sim/targets/neuromorphic/spike-dynamics.ts';
import type { SpikingNetwork } from '../sim/targets/neuromorphic/spiking-network.ts';
import { type CurveRow, curve } from './conversion/curve.ts';
import { latencyRun } from './conversion/latency-run.ts';
import { printCurve } from './conversion/print-curve.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({
  options: {
    levels: { type: 'string', default: '0,3' },
    images: { type: 'string' },
    steps: { type: 'string', default: '4,8,16,32' },
    only: { type: 'string' },
    share: { type: 'string' },
    'curve-only': { type: 'boolean' },
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
  },
});
const calibrationImages = 64;
/**
 * Share of a layer's activations at or under its scale, in rate codes. From 32 steps on 99%: on 80 validation images at L3
 * the squared error of the logits is 0.037 of their square, with the 97% of shorter codes 0.094.
 */
const shareFor = (steps: number) =>
  flags.share === undefined ? (steps >= 32 ? 0.99 : quantile) : Number(flags.share);
/** Codes and chips of the curve. */
const curveCodes = ['rate', 'sigma-delta', 'folded'] as const;
const curveChips = ['loihi-2', 'speck-2', 'spinnaker-1'] as const;
/** Images that energy is averaged over; it varies little between digits. */
const energyImages = 8;

/** One row of the curve. */
interface Row {
  readonly code: SpikeCode;
  readonly what: string;
  readonly steps: number;
  readonly answer: (image: Uint8Array) => ArrayLike<number>;
  /** Of the last answer. */
  readonly counts: () => { readonly spikes: number; readonly events: number };
  readonly energyJ?: () => number;
  /** The same spikes without a host between steps. */
  readonly alone?: { readonly energyJ: number; readonly timeS: number };
}

const network = await loadNetwork(join(packageRoot(), 'scenarios', 'models', 'digits-ladder.onnx'));
const train = mnist('train');
const test = mnist('test');
const pixels = test.height * test.width;
const imageCount = Math.min(
  test.labels.length,
  Number(flags.images ?? (flags.quick ? 200 : test.labels.length)),
);
const image = (i: number) => test.images.subarray(i * pixels, (i + 1) * pixels);
const labels = test.labels.subarray(0, imageCount);
const calibration = train.images.subarray(0, calibrationImages * pixels);
const { profile, timing } = await loadChip('loihi-1');
const runtime = Object.values(profile.runtimes)[0]!;

function rateRows(layers: readonly FloatLayer[], steps: number): Row[] {
  return (['rate', 'rate-zero'] as const).map((code): Row => {
    const clears = code === 'rate-zero';
    let made: { spiking: SpikingNetwork; dynamics: SpikeDynamics } | undefined;
    const ready = () => {
      if (!made) {
        const balance = balanceThresholds(layers, calibration, calibrationImages, steps, {
          clears,
          share: shareFor(steps),
        });
        const spiking = convert(layers, balance, steps, code, { clears });
        made = { spiking, dynamics: new SpikeDynamics(spiking) };
      }
      return made;
    };
    return {
      code,
      what: clears ? '8-bit weights, membrane cleared' : '8-bit weights',
      steps,
      answer: (pixelsOf) => ready().dynamics.run(pixelsOf, null),
      counts: () => ({ spikes: sum(ready().dynamics.spikesIn), events: sum(ready().dynamics.events) }),
      // A membrane that is cleared takes one compartment instead of two; the placement here is of two.
      ...(clears ? {} : { energyJ: () => rateEnergyJ(layers, ready().spiking) }),
    };
  });
}

function rateEnergyJ(layers: readonly FloatLayer[], spiking: SpikingNetwork): number {
  const mapping = mapNetwork(layers, timing.limits);
  if (!('placement' in mapping)) return Number.NaN;
  const simulator = new SpikeSimulator(spiking, mapping, timing.times);
  let energyJ = 0;
  for (let i = 0; i < energyImages; i++) {
    const { counters } = simulator.run(image(i));
    energyJ += totals(inferenceCost(profile, runtime, counters, spiking.steps)).energyJ / energyImages;
  }
  return energyJ;
}

function valuedRow(
  layers: readonly FloatLayer[],
  code: SpikeCode,
  what: string,
  steps: number,
  form: {
    readonly weightBits: number;
    readonly largest: number;
    readonly least?: number;
  },
): Row {
  let made: ValuedPass | undefined;
  const ready = () => {
    if (!made) {
      const balance = chooseUnits(layers, form, calibration, calibrationImages);
      made = new ValuedPass(valuedLayers(layers, form, balance.units, balance.corrections), form.least);
    }
    return made;
  };
  return {
    code,
    what,
    steps,
    answer: (pixelsOf) => ready().run(pixelsOf),
    counts: () => ({ spikes: sum(ready().spikesIn), events: sum(ready().events) }),
  };
}

async function latencyRow(layers: readonly FloatLayer[], times: number): Promise<Row> {
  const run = await latencyRun(layers, times, { images: calibration, count: calibrationImages });
  const costs = Array.from({ length: energyImages }, (_, i) => run.cost(image(i)));
  const mean = (pick: (cost: (typeof costs)[number]) => number) => sum(costs.map(pick)) / energyImages;
  return {
    code: 'latency',
    what: `${times} times a layer, 8-bit weights`,
    steps: run.steps,
    answer: run.answer,
    counts: () => ({ spikes: mean(({ spikes }) => spikes), events: mean(({ events }) => events) }),
    energyJ: () => mean(({ energyJ }) => energyJ),
    alone: { energyJ: mean(({ aloneJ }) => aloneJ), timeS: mean(({ aloneS }) => aloneS) },
  };
}

async function rowsOf(layers: readonly FloatLayer[]): Promise<Row[]> {
  const depth = layers.length + 1;
  const wanted = (code: SpikeCode) => !flags.only || flags.only === code;
  const rate = flags.steps.split(',').flatMap((steps) => rateRows(layers, Number(steps)));
  const latency = wanted('latency')
    ? await Promise.all([8, 16, 32].map((times) => latencyRow(layers, times)))
    : [];
  const delta = [1, 4, 16].map((least) =>
    valuedRow(layers, 'sigma-delta', `8-bit values of at least ${least}, 8-bit weights`, depth, {
      weightBits: 8,
      largest: 255,
      least,
    }),
  );
  const folded = [
    [4, 8],
    [4, 4],
    [2, 8],
  ].map(([bits, weightBits]) =>
    valuedRow(layers, 'folded', `${bits}-bit values, ${weightBits}-bit weights`, 1, {
      weightBits: weightBits!,
      largest: 2 ** bits! - 1,
    }),
  );
  return [...rate, ...latency, ...delta, ...folded].filter(({ code }) => wanted(code));
}

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

function best(outputs: ArrayLike<number>): number {
  let top = 0;
  for (let c = 1; c < outputs.length; c++) if (outputs[c]! > outputs[top]!) top = c;
  return top;
}

if (flags.only && !(spikeCodes as readonly string[]).includes(flags.only)) {
  throw new RangeError(`--only ${flags.only}; one of ${spikeCodes.join(', ')}`);
}
const results = [];
const curves: { level: number; chips: readonly string[]; readings: readonly CurveRow[] }[] = [];
for (const level of flags.levels.split(',').map(Number)) {
  const count = network.ladder!.layers.length;
  const layers = floatLayers(network, {
    id: `L${level}`,
    levels: new Array<number>(count).fill(level),
    gates: new Array<null>(count).fill(null),
  });
  const reference = Uint8Array.from({ length: imageCount }, (_, i) =>
    best(referenceForward(layers, image(i)).at(-1)!),
  );
  const lines: string[][] = [];
  for (const row of flags['curve-only'] ? [] : await rowsOf(layers)) {
    const answers = new Uint8Array(imageCount);
    let spikes = 0;
    let events = 0;
    for (let i = 0; i < imageCount; i++) {
      answers[i] = best(row.answer(image(i)));
      const counted = row.counts();
      spikes += counted.spikes / imageCount;
      events += counted.events / imageCount;
    }
    const loss = conversionLoss(reference, answers, labels);
    const energyJ = row.energyJ?.();
    results.push({
      level,
      code: row.code,
      what: row.what,
      steps: row.steps,
      ...loss,
      spikes,
      events,
      energyJ,
      alone: row.alone,
    });
    const points = (share: number) => (100 * share).toFixed(2);
    lines.push([
      row.code,
      row.what,
      String(row.steps),
      `${points(loss.after)}%`,
      `${points(loss.loss)} (${points(loss.low)} to ${points(loss.high)})`,
      Math.round(spikes).toLocaleString('en'),
      Math.round(events).toLocaleString('en'),
      energyJ === undefined ? 'no cost known' : `${(energyJ * 1e3).toFixed(3)} mJ (est.)`,
      row.alone
        ? `${(row.alone.energyJ * 1e6).toFixed(1)} uJ in ${(row.alone.timeS * 1e3).toFixed(3)} ms (est.)`
        : '',
    ]);
    if (!flags.json)
      process.stderr.write(`L${level} ${row.code} ${row.steps}: ${lines.at(-1)!.slice(3, 5).join(', ')}\n`);
  }
  const right = reference.filter((answer, i) => answer === labels[i]).length;
  const readings: CurveRow[] = [];
  for (const code of curveCodes.filter((each) => !flags.only || flags.only === each)) {
    const images = test.images.subarray(0, imageCount * pixels);
    const training = { images: calibration, count: calibrationImages };
    readings.push(
      ...(await curve(layers, code, curveChips, images, labels, reference, training, energyImages)),
    );
    if (!flags.json) process.stderr.write(`L${level} ${code}: read after each step\n`);
  }
  curves.push({ level, chips: curveChips, readings });
  if (!flags.json && !flags['curve-only']) {
    console.log(
      `\nL${level}, ${imageCount} test images, before conversion ${((100 * right) / imageCount).toFixed(2)}%\n`,
    );
    console.log(
      table(
        [
          'code',
          'form',
          'steps',
          'accuracy',
          'loss, points (95%)',
          'spikes',
          'synaptic events',
          'energy on loihi-1',
          'without its host',
        ],
        lines,
      ),
    );
  }
  if (!flags.json && readings.length > 0) printCurve(level, curveChips, readings);
}
if (flags.json) console.log(JSON.stringify({ rows: results, curves }));
