/**
 * The network of the main job end to end, batch 1 and 64, beside what people would use instead: ONNX Runtime native
 * (fp32 and int8) and in WebAssembly, our own dense kernels, and small dense networks. One process, one thread,
 * interleaved. Every timed network is run over test images first and its answers are counted, so nothing is timed
 * that does not compute what it says.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { KernelBuild } from '../kernels/index.ts';
import { readOnnx } from '../sim/network/onnx/read-onnx.ts';
import { WasmExecutor } from '../sim/sparsity/execute/wasm-executor.ts';
import type { OperatingPoint } from '../sim/sparsity/operating-point.ts';
import { wilson } from '../sim/statistics/wilson.ts';
import { cleanMnist, degradedMnist, type Samples } from '../sim/workload/degraded-mnist/dataset.ts';
import { type Contestant, interleave, type Timing } from './lib/interleave.ts';
import { nativeSession, type Ort, type OrtSession, webSession } from './lib/peers.ts';
import { quantiseOnnx } from './lib/quantise-onnx.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const samplesToScore = flags.quick ? 1000 : 10000;
const rounds = flags.quick ? 7 : 21;
const models = new URL('../scenarios/models/', import.meta.url);
const read = (name: string) => new Uint8Array(readFileSync(new URL(name, models)));

/** A network on a runtime: how it answers and what it holds. */
interface Entry {
  readonly name: string;
  readonly sparsity: number | null;
  readonly weightBytes: number;
  readonly activationBytes: (batch: number) => number;
  answer(images: Uint8Array, count: number): Promise<ArrayLike<number>>;
  contestant(images: Uint8Array, batch: number): Contestant;
}

const argmaxRows = (logits: Float32Array): Uint8Array =>
  Uint8Array.from({ length: logits.length / 10 }, (_, i) => {
    let best = 0;
    for (let c = 1; c < 10; c++) if (logits[i * 10 + c]! > logits[i * 10 + best]!) best = c;
    return best;
  });

/** Peak live activations of the layered networks here: the largest input + output of one layer, fp32 or u8. */
const peakValues = (channels: readonly number[]): number => {
  const sizes = [
    784,
    196 * channels[0]!,
    49 * channels[1]!,
    49 * channels[2]!,
    16 * channels[3]!,
    16 * channels[4]!,
  ];
  return Math.max(...sizes.slice(1).map((size, i) => size + sizes[i]!));
};

function peer(
  name: string,
  ort: Ort,
  session: OrtSession,
  weightBytes: number,
  bytesPerValue: number,
  channels: readonly number[],
): Entry {
  const tensor = (images: Uint8Array, count: number) =>
    new ort.Tensor(
      'float32',
      Float32Array.from(images.subarray(0, count * 784), (v) => v / 255),
      [count, 1, 28, 28],
    );
  return {
    name,
    sparsity: null,
    weightBytes,
    activationBytes: (batch) => batch * peakValues(channels) * bytesPerValue,
    async answer(images, count) {
      const out = new Uint8Array(count);
      for (let at = 0; at < count; at += 250) {
        const n = Math.min(250, count - at);
        const { logits } = await session.run({ image: tensor(images.subarray(at * 784), n) });
        out.set(argmaxRows(logits!.data), at);
      }
      return out;
    },
    contestant(images, batch) {
      // The conversion of u8 to float is ours in our kernels; the peer gets its input ready-made.
      const feeds = { image: tensor(images, batch) };
      return { name, call: () => session.run(feeds) };
    },
  };
}

async function ours(
  name: string,
  file: string,
  level: number | null,
  mode: KernelBuild = 'reproducible',
): Promise<Entry> {
  const network = readOnnx(read(file), file);
  const layers = network.ladder?.layers.length ?? 0;
  const point: OperatingPoint = {
    id: name,
    levels: new Array<number>(layers).fill(level ?? 0),
    gates: new Array<null>(layers).fill(null),
  };
  const options = { mode, ...(level === null ? {} : { residentLevels: { densest: level } }) };
  const single = new WasmExecutor(network, { ...options, batch: 1 });
  const many = new WasmExecutor(network, { ...options, batch: 64 });
  const pick = (batch: number) => (batch >= 8 ? many : single);
  return {
    name,
    sparsity: level === null ? null : network.ladder!.levels[level]!.sparsity,
    weightBytes: single.memoryReport(level ?? 0).capped.total,
    activationBytes: (batch) => pick(batch).memoryReport(level ?? 0).activations,
    async answer(images, count) {
      return (await many.run(images, count, point)).topClass;
    },
    contestant(images, batch) {
      const executor = pick(batch);
      return { name, call: () => executor.run(images, batch, point) };
    },
  };
}

/** Bytes of all initialisers as the file stores them. */
function storedBytes(model: Uint8Array, bytesPerWeight: 1 | 4, file: string): number {
  const network = readOnnx(model, file);
  let bytes = 0;
  for (const [, t] of network.initialisers)
    bytes += t.data.length * (t.shape.length > 1 ? bytesPerWeight : 4);
  return bytes;
}

async function entries(validation: Samples): Promise<{ list: Entry[]; versions: string }> {
  const list: Entry[] = [];
  const ladder = readOnnx(read('digits-ladder.onnx'), 'digits-ladder.onnx').ladder!;
  const dense = read('digits-dense.onnx');
  const full = [24, 64, 64, 128, 128];
  const bytes = storedBytes(dense, 4, 'digits-dense.onnx');
  const web = await webSession(dense);
  const native = await nativeSession(dense);
  list.push(peer('onnxruntime-web dense fp32', web.ort, web.session, bytes, 4, full));
  list.push(peer('onnxruntime-node dense fp32', native.ort, native.session, bytes, 4, full));
  const int8 = await nativeSession(await quantiseOnnx(dense, validation.images, 512));
  list.push(
    peer(
      'onnxruntime-node dense int8',
      int8.ort,
      int8.session,
      storedBytes(dense, 1, 'digits-dense.onnx'),
      1,
      full,
    ),
  );
  list.push(await ours('own dense (digits-dense)', 'digits-dense.onnx', null));
  for (let level = 0; level < ladder.levels.length; level++) {
    list.push(
      await ours(
        `ladder L${level} ${(100 * ladder.levels[level]!.sparsity).toFixed(1)}%`,
        'digits-ladder.onnx',
        level,
      ),
    );
  }
  list.push(await ours('own dense, fast mode', 'digits-dense.onnx', null, 'fast'));
  for (const level of [1, 2, 3]) {
    list.push(await ours(`fast mode L${level}`, 'digits-ladder.onnx', level, 'fast'));
  }
  for (const [width, tag] of [
    [0.75, '075'],
    [0.5, '050'],
    [0.375, '0375'],
    [0.25, '025'],
  ] as const) {
    const file = `digits-small-${tag}.onnx`;
    const small = await nativeSession(read(file));
    const channels = full.map((c) => Math.round((c * width) / 4) * 4);
    list.push(await ours(`small dense ${width}, own`, file, null));
    list.push(
      peer(
        `small dense ${width}, ort-node`,
        small.ort,
        small.session,
        storedBytes(read(file), 4, file),
        4,
        channels,
      ),
    );
  }
  return { list, versions: `onnxruntime-node ${native.version}, onnxruntime-web ${web.version}` };
}

const validation = degradedMnist('validation', 0, samplesToScore);
const test = degradedMnist('test', 0, samplesToScore);
const clean = cleanMnist('test', samplesToScore);
const { list, versions } = await entries(validation);

const share = async (entry: Entry, samples: Samples) => {
  const classes = await entry.answer(samples.images, samples.count);
  let right = 0;
  for (let i = 0; i < samples.count; i++) if (classes[i] === samples.labels[i]) right++;
  const value = right / samples.count;
  return { right, value, ...wilson(value, samples.count) };
};
type Accuracy = Awaited<ReturnType<typeof share>>;
const accuracy: { validation: Accuracy; test: Accuracy; clean: Accuracy }[] = [];
for (const entry of list) {
  accuracy.push({
    validation: await share(entry, validation),
    test: await share(entry, test),
    clean: await share(entry, clean),
  });
}

const timings = new Map<number, Timing[]>();
for (const batch of [1, 64]) {
  timings.set(
    batch,
    await interleave(
      list.map((entry) => entry.contestant(test.images, batch)),
      rounds,
    ),
  );
}
const at = (batch: number, i: number) => timings.get(batch)![i]!.p20Us / batch;
const index = (name: string) => list.findIndex((entry) => entry.name.startsWith(name));
const web = index('onnxruntime-web');
const native = index('onnxruntime-node dense fp32');
const own = index('own dense');
const firstLevel = index('ladder L0');

// The level is chosen on validation data, against the independently trained dense network; test data only report.
let chosen = firstLevel;
for (let i = firstLevel; i < list.length && list[i]!.sparsity !== null; i++) {
  if (accuracy[i]!.validation.value >= accuracy[own]!.validation.value - 0.005) chosen = i;
}
const memory = (i: number, batch: number) => list[i]!.weightBytes + list[i]!.activationBytes(batch);
const results = list.map((entry, i) => ({
  name: entry.name,
  sparsity: entry.sparsity,
  imageUs: { batch1: at(1, i), batch64: at(64, i) },
  imageMedianUs: { batch1: timings.get(1)![i]!.medianUs, batch64: timings.get(64)![i]!.medianUs / 64 },
  timeRatio: {
    onnxruntimeWeb: { batch1: at(1, i) / at(1, web), batch64: at(64, i) / at(64, web) },
    onnxruntimeNode: { batch1: at(1, i) / at(1, native), batch64: at(64, i) / at(64, native) },
    ownDense: { batch1: at(1, i) / at(1, own), batch64: at(64, i) / at(64, own) },
  },
  weightBytes: entry.weightBytes,
  peakActivationBytes: { batch1: entry.activationBytes(1), batch64: entry.activationBytes(64) },
  memoryRatioToOwnDense: { batch1: memory(i, 1) / memory(own, 1), batch64: memory(i, 64) / memory(own, 64) },
  accuracy: {
    degradedTest: accuracy[i]!.test,
    cleanTest: accuracy[i]!.clean,
    degradedValidation: accuracy[i]!.validation,
  },
}));
const best = results[chosen]!;
const lossAgainst = (reference: number) => {
  const points = (data: 'validation' | 'test' | 'clean') =>
    100 * (accuracy[reference]![data].value - accuracy[chosen]![data].value);
  return {
    degradedValidation: points('validation'),
    degradedTest: points('test'),
    cleanTest: points('clean'),
  };
};
const verdict = {
  level: best.name,
  lossPoints: { againstTrainedDense: lossAgainst(own), againstOwnLevel0: lossAgainst(firstLevel) },
  timeSavedPercent: {
    againstOnnxruntimeWeb: {
      batch1: 100 * (1 - best.timeRatio.onnxruntimeWeb.batch1),
      batch64: 100 * (1 - best.timeRatio.onnxruntimeWeb.batch64),
    },
    againstOwnDense: {
      batch1: 100 * (1 - best.timeRatio.ownDense.batch1),
      batch64: 100 * (1 - best.timeRatio.ownDense.batch64),
    },
  },
  memorySavedPercent: {
    batch1: 100 * (1 - best.memoryRatioToOwnDense.batch1),
    batch64: 100 * (1 - best.memoryRatioToOwnDense.batch64),
  },
  owed: { timeSavedPercent: 40, memorySavedPercent: 35, lossPoints: 0.5 },
};

if (flags.json) {
  console.log(
    JSON.stringify(
      {
        schemaVersion: 1,
        benchmark: 'inference',
        quick: flags.quick ?? false,
        versions,
        samples: samplesToScore,
        results,
        verdict,
      },
      null,
      2,
    ),
  );
} else {
  const pct = (v: number) => (100 * v).toFixed(2);
  const x = (v: number) => v.toFixed(2);
  console.log(
    `Whole network, 6.1 M MACs, 1 thread, one process, ${rounds} interleaved rounds, 20th percentile; ${versions}, all graph optimisations.`,
  );
  console.log(
    'Ratios are time over time: under 1 is faster than that peer. Accuracy on degraded MNIST test with Wilson 95% interval, and clean MNIST.',
  );
  for (const batch of [1, 64] as const) {
    const key = `batch${batch}` as const;
    console.log(`\nbatch ${batch}`);
    console.log(
      table(
        [
          'network',
          'us/image',
          '/ort-web',
          '/ort-node',
          '/own dense',
          'weights kB',
          'activ. kB',
          'degraded %',
          '95%',
          'clean %',
        ],
        results.map((r) => [
          r.name,
          r.imageUs[key].toFixed(1),
          x(r.timeRatio.onnxruntimeWeb[key]),
          x(r.timeRatio.onnxruntimeNode[key]),
          x(r.timeRatio.ownDense[key]),
          (r.weightBytes / 1024).toFixed(0),
          (r.peakActivationBytes[key] / 1024).toFixed(0),
          pct(r.accuracy.degradedTest.value),
          `${pct(r.accuracy.degradedTest.low)}-${pct(r.accuracy.degradedTest.high)}`,
          pct(r.accuracy.cleanTest.value),
        ]),
      ),
    );
  }
  const { timeSavedPercent: t, memorySavedPercent: m, lossPoints: l } = verdict;
  const f = (v: number) => v.toFixed(1);
  console.log(`\nSparsest level within 0.5 points of dense on validation: ${verdict.level}`);
  for (const [name, loss] of [
    ['the trained dense network', l.againstTrainedDense],
    ["the ladder's own level 0", l.againstOwnLevel0],
  ] as const) {
    const [validation, test, clean] = [loss.degradedValidation, loss.degradedTest, loss.cleanTest].map((v) =>
      v.toFixed(2),
    );
    console.log(
      `  points given up against ${name}: ${validation} degraded validation, ${test} degraded test, ${clean} clean test; owed 0.5`,
    );
  }
  console.log(
    `  time saved against onnxruntime-web dense: ${f(t.againstOnnxruntimeWeb.batch1)}% (batch 1), ${f(t.againstOnnxruntimeWeb.batch64)}% (batch 64); owed 40%`,
  );
  console.log(
    `  time saved against own dense:             ${f(t.againstOwnDense.batch1)}% (batch 1), ${f(t.againstOwnDense.batch64)}% (batch 64); owed 40%`,
  );
  console.log(
    `  memory saved, capped at that level:       ${f(m.batch1)}% (batch 1), ${f(m.batch64)}% (batch 64); owed 35%`,
  );
  console.log(
    "  Peers' activations are the peak live values of the graph; their arenas and code are not counted.",
  );
}
