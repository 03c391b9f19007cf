// How the spreads of the CPU latency priors were chosen: `node --import tsx tools/tune-cpu-priors.ts` tries each spread,
// once larger and once smaller, against the evidence of the measured rows and prints which ones the rows would change.

import { latencyPriors } from '../sim/calibration/cpu/latency-priors.ts';
import { latencyTerm } from '../sim/calibration/cpu/latency-term.ts';
import { loadCpuFacts } from '../sim/calibration/cpu/load-cpu-facts.ts';
import { TermPredictor } from '../sim/calibration/fit/term-predictor.ts';
import { loadMeasured } from '../sim/calibration/measured/load-measured.ts';
import { measuredValue } from '../sim/calibration/measured/measured-row.ts';

type Priors = Record<string, Record<string, number> | number>;

/** A step that leaves the evidence within this is not worth a change. */
const worthwhile = 0.7;
const step = 1.8;

const facts = await loadCpuFacts();
const rows = (await loadMeasured(['sbc-cpu', 'phone'])).filter((row) => row.use === 'score');

const evidenceOf = (priors: Priors): number =>
  new TermPredictor(
    rows,
    (row, coefficients) => latencyTerm(row, facts, coefficients, priors as typeof latencyPriors),
    (row) => measuredValue(row, 'latency'),
    priors.noise as number,
  ).posterior.logEvidence();

let priors: Priors = structuredClone(latencyPriors);
let evidence = evidenceOf(priors);
console.log(`log evidence ${evidence.toFixed(1)} as used`);
for (const [group, part] of Object.entries(latencyPriors))
  for (const name of typeof part === 'object' ? Object.keys(part).filter((key) => key !== 'mean') : [''])
    for (const factor of [step, 1 / step]) {
      const next = structuredClone(priors);
      const inner = next[group]!;
      const before = typeof inner === 'number' ? inner : inner[name]!;
      if (typeof inner === 'number') next[group] = inner * factor;
      else inner[name] = before * factor;
      const reached = evidenceOf(next);
      if (reached < evidence + worthwhile) continue;
      console.log(
        `${group} ${name}: ${before.toPrecision(2)} -> ${(before * factor).toPrecision(2)}, gains ${(reached - evidence).toFixed(1)}`,
      );
      [priors, evidence] = [next, reached];
      break;
    }
console.log(`log evidence ${evidence.toFixed(1)} at the end`);
