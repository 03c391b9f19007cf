// How the spreads of the microcontroller latency priors were chosen: `node --import tsx tools/tune-priors.ts` climbs the
// evidence of the measured rows, one spread at a time, and prints what it finds beside what the model uses (rounded).
// `--nested` does so once per chip, without that chip's rows, and prints the errors on the chips that were left out.

import { TermPredictor } from '../sim/calibration/fit/term-predictor.ts';
import { groupOf } from '../sim/calibration/groups.ts';
import { folds } from '../sim/calibration/hold-out.ts';
import { measuredCycles } from '../sim/calibration/mcu/latency-model.ts';
import { type LatencyPriors, latencyPriors } from '../sim/calibration/mcu/latency-priors.ts';
import { latencyTerm } from '../sim/calibration/mcu/latency-term.ts';
import { loadMcuFacts } from '../sim/calibration/mcu/load-facts.ts';
import { loadMeasured } from '../sim/calibration/measured/load-measured.ts';
import type { MeasuredRow } from '../sim/calibration/measured/measured-row.ts';

type Spread = readonly [group: string, name: string];
type Priors = Record<string, Record<string, number> | number>;

const facts = await loadMcuFacts();
const rows = (await loadMeasured(['mcu'])).filter((row) => row.use === 'score');

/** Every number of the priors that is a spread; those of the kinds of work, whose means are counted, stay as they are. */
const spreads: readonly Spread[] = [
  ...Object.entries(latencyPriors).flatMap(([group, part]) =>
    typeof part === 'object'
      ? Object.keys(part)
          .filter(
            (name) =>
              name === 'spread' ||
              ['family', 'lineage', 'runtime', 'runtimeOnFamily', 'chip', 'networkUnderRuntime'].includes(
                group,
              ),
          )
          .map((name): Spread => [group, name])
      : [],
  ),
  ['noise', ''],
];

const read = (priors: LatencyPriors, [group, name]: Spread): number => {
  const part = (priors as unknown as Priors)[group]!;
  return typeof part === 'number' ? part : part[name]!;
};

function replaced(priors: LatencyPriors, [group, name]: Spread, value: number): LatencyPriors {
  const part = (priors as unknown as Priors)[group]!;
  return {
    ...priors,
    [group]: typeof part === 'number' ? value : { ...part, [name]: value },
  } as LatencyPriors;
}

const fitWith = (used: readonly MeasuredRow[], priors: LatencyPriors) =>
  new TermPredictor(
    used,
    (row, coefficients) => latencyTerm(row, facts, coefficients, priors),
    measuredCycles,
    priors.noise,
  );

function climb(used: readonly MeasuredRow[], sweeps: number): { priors: LatencyPriors; evidence: number } {
  let priors: LatencyPriors = latencyPriors;
  let evidence = fitWith(used, priors).posterior.logEvidence();
  for (let sweep = 0; sweep < sweeps; sweep++)
    for (const spread of spreads)
      for (const factor of [1.5, 1 / 1.5]) {
        const value = read(priors, spread) * factor;
        if (value < 0.01 || value > 1) continue;
        const next = replaced(priors, spread, value);
        const reached = fitWith(used, next).posterior.logEvidence();
        // A spread that the rows cannot decide stays at its round number.
        if (reached > evidence + 0.5) [priors, evidence] = [next, reached];
      }
  return { priors, evidence };
}

const changes = (priors: LatencyPriors): string =>
  spreads
    .filter((spread) => read(priors, spread) !== read(latencyPriors, spread))
    .map(
      (spread) =>
        `${spread.join(' ').trim()} ${read(latencyPriors, spread)} -> ${read(priors, spread).toPrecision(2)}`,
    )
    .join(', ') || 'none';

if (process.argv.includes('--nested')) {
  const errors = new Map<string, Map<string, number[]>>();
  for (const { held, kept } of folds(rows, 'chip')) {
    const { priors } = climb(kept, 1);
    const fitted = fitWith(kept, priors);
    for (const row of held) {
      const cycles = measuredCycles(row);
      const group = groupOf(row, kept);
      const joint = cycles && group ? fitted.joint([row]) : null;
      if (!cycles || !group || !joint) continue;
      const byDevice = errors.get(group) ?? new Map<string, number[]>();
      errors.set(group, byDevice);
      const list = byDevice.get(row.device) ?? [];
      byDevice.set(row.device, list);
      list.push(Math.abs(Math.exp(joint.means[0]!) / cycles - 1));
    }
    console.log(`without ${held[0]!.chip}: changed ${changes(priors)}`);
  }
  const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
  for (const [group, byDevice] of errors)
    console.log(
      `${group}: ${(mean([...byDevice.values()].map(mean)) * 100).toFixed(1)}% on ${byDevice.size} devices`,
    );
} else {
  const start = fitWith(rows, latencyPriors);
  const { priors, evidence } = climb(rows, 3);
  console.log(
    `${start.coefficients.size} coefficients, ${start.posterior.effectiveCoefficients().toFixed(0)} decided by ${rows.filter((row) => measuredCycles(row)).length} rows`,
  );
  console.log(
    `log evidence ${start.posterior.logEvidence().toFixed(1)} as used, ${evidence.toFixed(1)} at the climb's end`,
  );
  console.log(`changed: ${changes(priors)}`);
}
