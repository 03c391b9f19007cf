/**
 * Kernels beside what users would pick instead, in one process, one thread unless said, interleaved. Every timed output
 * is checked against float64 first, the peers' too. `--part NAME` runs one part.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { KernelSession } from '../kernels/index.ts';
import { type Figure, printFigures } from './kernels/figures.ts';
import { matmulFigures, printMatmul } from './kernels/matmul-figures.ts';
import { adaptationFigures, measureAdaptation, printAdaptation } from './kernels/measure-adaptation.ts';
import { convFigures, measureConv, printConv } from './kernels/measure-conv.ts';
import { measureGates, printGates } from './kernels/measure-gates.ts';
import { int8Figures, measureInt8 } from './kernels/measure-int8.ts';
import { measureMatmul, type Row, type Sessions } from './kernels/measure-matmul.ts';
import { measureThreads, printThreads, threadFigures } from './kernels/measure-threads.ts';
import { batches, nameOf, shapes } from './kernels/shapes.ts';
import { nativeVersion } from './lib/peers.ts';
import { openTfjs } from './lib/tfjs.ts';

const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, part: { type: 'string' } },
});
const rounds = flags.quick ? 5 : 15;
const wants = (part: string) => !flags.part || flags.part === part;
const { tf, version: tfVersion } = await openTfjs();
const sessions: Sessions = {
  fast: await KernelSession.open({ mode: 'fast' }),
  reproducible: await KernelSession.open(),
  tf,
};
const figures: Figure[] = [];
const results: Record<string, unknown> = {};
const say = (text: string) => {
  if (!flags.json) console.log(text);
};

const { wide, denseFrom } = sessions.fast.dispatch;
const { fault } = sessions.fast;
say(
  `Node ${process.versions.node}, ${cpus()[0]!.model}${process.env['LD_PRELOAD']?.includes('avx2-only') ? ', AVX-512, AMX and VNNI hidden' : ''}; ` +
    `onnxruntime ${nativeVersion()}, tfjs-backend-wasm ${tfVersion}; ${rounds} rounds, 1 thread. ` +
    `Fast mode: ${fault ?? `${wide ? 256 : 128}-bit vectors, dense from ${denseFrom.panels.toFixed(2)} of the weights`}.`,
);

if (wants('matmul')) {
  const rows = new Map<string, Row[]>();
  for (const shape of shapes) {
    for (const n of batches) rows.set(nameOf(shape, n), await measureMatmul(shape, n, sessions, rounds));
  }
  results['matmul'] = Object.fromEntries(rows);
  figures.push(...matmulFigures(rows));
  say(printMatmul(rows));
}
if (wants('conv')) {
  const rows = await measureConv(sessions.fast, sessions.reproducible, rounds);
  results['conv'] = rows;
  figures.push(...convFigures(rows));
  say(printConv(rows));
}
if (wants('int8')) {
  const int8 = measureInt8();
  results['int8'] = int8.results;
  figures.push(...int8Figures(int8));
}
if (wants('threads')) {
  const rows = await measureThreads(rounds);
  results['threads'] = rows;
  figures.push(...threadFigures(rows));
  say(printThreads(rows));
}
if (wants('adaptation')) {
  const adaptation = await measureAdaptation(rounds);
  results['adaptation'] = adaptation;
  figures.push(...adaptationFigures(adaptation));
  say(printAdaptation(adaptation));
  const gates = await measureGates(rounds);
  results['gates'] = gates;
  say(printGates(gates));
}
results['figures'] = figures;
if (flags.json)
  console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'kernels', tfVersion, ...results }, null, 2));
else say(printFigures(figures));
process.exit(0);
