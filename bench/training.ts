/**
 * Steps of training on the network of scenarios/training/fashion-ladder.yaml with random images: dense, RigL at several
 * sparsities, and its ladder, in one process, interleaved, with one thread and with two. A step is everything: filling in
 * the batch, copies of weights, forward, backward, optimiser. Ratios are between medians of the same number of threads.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { readTrainSpec } from '../sim/training/spec/read-train-spec.ts';
import { type Contestant, interleave } from './lib/interleave.ts';
import { table } from './lib/table.ts';
import { tfjsStep } from './training/tfjs-step.ts';
import { benchmarkPlan, type StepCase, trainingSteps } from './training/training-steps.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const rounds = flags.quick ? 3 : 15;
const threadCounts = [1, 2];
const spec = readTrainSpec('scenarios/training/fashion-ladder.yaml');

const cases: StepCase[] = [];
for (const threads of threadCounts) cases.push(...(await trainingSteps(spec, threads)));
const contestants: Contestant[] = cases.map(({ name, threads, run }) => ({
  name: `${name}, ${threads}`,
  call: run,
}));
const timings = await interleave(contestants, rounds);
const rows = cases.map((of, i) => {
  const medianMs = timings[i]!.medianUs / 1000;
  const dense = cases.findIndex(({ name, threads }) => name === 'dense' && threads === of.threads);
  return {
    ...{
      name: of.name,
      threads: of.threads,
      medianMs,
      timesDense: timings[dense]!.medianUs / 1000 / medianMs,
    },
    gflops: of.flops() / (medianMs * 1e6),
  };
});
for (const { close } of cases) await close();

const medianOf = (name: string) => rows.find((row) => row.name === name && row.threads === 1)!.medianMs;
/** One step in a hundred exchanges blocks, as by default. */
const riglMs = 0.99 * medianOf('RigL 90%') + 0.01 * medianOf('RigL 90%, exchange');
const timesRigl = medianOf('dense') / riglMs;
// The peer in plain JavaScript is so slow that a small batch has to do; both are compared by image.
const peer = await tfjsStep(benchmarkPlan(spec), 8, flags.quick ? 1 : 3);
const dense = rows.find(({ name, threads }) => name === 'dense' && threads === 1)!;
const timesPeer = peer.stepMs / peer.samples / (dense.medianMs / spec.batch);
const machine = `${cpus()[0]!.model.trim()}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}`;
if (flags.json) {
  const found = {
    machine,
    node: process.versions.node,
    rounds,
    batch: spec.batch,
    rows,
    timesRigl,
    peer,
    timesPeer,
  };
  console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'training', ...found }, null, 2));
} else {
  console.log(
    `${machine}; Node ${process.versions.node}; batch ${spec.batch}, ${rounds} rounds, fast build\n`,
  );
  console.log(
    table(
      ['step of', 'threads', 'median ms', 'times faster than dense', 'GFLOP/s of active blocks'],
      rows.map(({ name, threads, medianMs, timesDense, gflops }) => [
        ...[name, String(threads), medianMs.toFixed(1), `${timesDense.toFixed(2)}x`, gflops.toFixed(1)],
      ]),
    ),
  );
  console.log(
    `\nRigL at 90%, one thread, one step in 100 exchanging blocks: ${timesRigl.toFixed(2)}x as fast as dense; floor 2.00x`,
  );
  const where = peer.wasmFailure === null ? 'on WebAssembly' : 'in plain JavaScript (backend cpu)';
  if (peer.wasmFailure !== null)
    console.log(
      `TensorFlow.js ${peer.version} does not train this network on WebAssembly: ${peer.wasmFailure}`,
    );
  console.log(
    `TensorFlow.js ${where}, batch ${peer.samples}, forward and backward alone: ` +
      `${(peer.stepMs / peer.samples).toFixed(0)} ms an image; dense step here ` +
      `${(dense.medianMs / spec.batch).toFixed(2)} ms an image, ${timesPeer.toFixed(0)}x as fast`,
  );
}
process.exit(timesRigl >= 2 ? 0 : 1);
