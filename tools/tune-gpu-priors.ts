// How the spreads of the GPU priors were chosen: `node --import tsx tools/tune-gpu-priors.ts latency|throughput|power` climbs
// the evidence of the measured rows, one spread at a time, and prints what it finds beside what the model uses (rounded).

import type { Coefficients } from '../sim/calibration/fit/coefficients.ts';
import type { SumTerm } from '../sim/calibration/fit/sum-term.ts';
import { TermPredictor } from '../sim/calibration/fit/term-predictor.ts';
import { measuredSeconds } from '../sim/calibration/gpu/latency-model.ts';
import { gpuLatencyPriors } from '../sim/calibration/gpu/latency-priors.ts';
import { latencyTerm } from '../sim/calibration/gpu/latency-term.ts';
import { loadGpuFacts } from '../sim/calibration/gpu/load-gpu-facts.ts';
import { measuredPowerW } from '../sim/calibration/gpu/power-model.ts';
import { gpuPowerPriors } from '../sim/calibration/gpu/power-priors.ts';
import { powerTerm } from '../sim/calibration/gpu/power-term.ts';
import { secondsPerInference } from '../sim/calibration/gpu/throughput-model.ts';
import { throughputPriors } from '../sim/calibration/gpu/throughput-priors.ts';
import { throughputTerm } from '../sim/calibration/gpu/throughput-term.ts';
import { loadMeasured } from '../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../sim/calibration/measured/measured-row.ts';

type Priors = { readonly [name: string]: number | Priors };
interface Model {
  readonly priors: Priors;
  readonly term: (row: MeasuredRow, coefficients: Coefficients, priors: Priors) => SumTerm | null;
  readonly target: (row: MeasuredRow) => number | null;
}

const facts = await loadGpuFacts();
const models: Readonly<Record<string, Model>> = {
  latency: {
    priors: gpuLatencyPriors,
    term: (row, coefficients, priors) =>
      latencyTerm(row, facts, coefficients, priors as typeof gpuLatencyPriors),
    target: measuredSeconds,
  },
  throughput: {
    priors: throughputPriors,
    term: (row, coefficients, priors) =>
      throughputTerm(row, facts, coefficients, priors as typeof throughputPriors),
    target: secondsPerInference,
  },
  power: {
    priors: gpuPowerPriors,
    term: (row, coefficients, priors) => powerTerm(row, facts, coefficients, priors as typeof gpuPowerPriors),
    target: measuredPowerW,
  },
};
const model = models[process.argv[2] ?? ''];
if (!model) throw new Error(`say which: ${Object.keys(models).join(', ')}`);

const rows = (await loadMeasured(['edge-gpu', 'server-gpu'])).filter((row) => row.use === 'score');
const fitWith = (priors: Priors) =>
  new TermPredictor(
    rows,
    (row, coefficients) => model.term(row, coefficients, priors),
    model.target,
    priors.noise as number,
  );

type Path = readonly string[];
const spreads = (priors: Priors, at: Path = []): Path[] =>
  Object.entries(priors).flatMap(([name, part]) => {
    if (typeof part !== 'number') return spreads(part, [...at, name]);
    return name === 'mean' || name === 'acceleratorShare' || part === 0 ? [] : [[...at, name]];
  });
const read = (priors: Priors, [name, ...rest]: Path): number => {
  const part = priors[name!]!;
  return typeof part === 'number' ? part : read(part, rest);
};
const replaced = (priors: Priors, [name, ...rest]: Path, value: number): Priors => ({
  ...priors,
  [name!]: rest.length === 0 ? value : replaced(priors[name!] as Priors, rest, value),
});

const start = fitWith(model.priors);
let best = model.priors;
let evidence = start.posterior.logEvidence();
for (let sweep = 0; sweep < 2; sweep++)
  for (const path of spreads(model.priors))
    for (const factor of [1.5, 1 / 1.5]) {
      const value = read(best, path) * factor;
      if (value < 0.01 || value > 1) continue;
      const next = replaced(best, path, value);
      const reached = fitWith(next).posterior.logEvidence();
      // A spread that the rows cannot decide stays at its round number.
      if (reached > evidence + 0.5) [best, evidence] = [next, reached];
    }
console.log(
  `${start.coefficients.size} coefficients, ${start.posterior.effectiveCoefficients().toFixed(0)} decided by ${rows.filter((row) => model.target(row) !== null).length} rows`,
);
console.log(
  `log evidence ${start.posterior.logEvidence().toFixed(1)} as used, ${evidence.toFixed(1)} at the climb's end`,
);
for (const path of spreads(model.priors))
  if (read(best, path) !== read(model.priors, path))
    console.log(`${path.join(' ')}: ${read(model.priors, path)} -> ${read(best, path).toPrecision(2)}`);
