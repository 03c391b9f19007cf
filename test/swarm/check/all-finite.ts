import type { Check } from './check.ts';
import { eachRun } from './each-run.ts';

/** Keys whose numbers may be negative: differences, and time that is left or not. */
const signed = new Set([
  'marginalEnergyPerInferenceJ',
  'regretJ',
  'regret',
  'regretBySeedJ',
  'priceOfStatic',
  'realisationRatio',
  'savedVsStatic',
]);

/** Nothing is NaN or infinite, and what cannot be negative is not: in the report, the scores and the runs. */
export const allFinite: Check = (outcome) => {
  const wrong: string[] = [];
  walk('report', outcome.report, false, wrong);
  for (const { name, score } of outcome.cells) walk(name, score, false, wrong);
  for (const { where, run } of eachRun(outcome)) {
    walk(where, { ...run, passes: null, latencies: null }, false, wrong);
  }
  return wrong;
};

function walk(path: string, value: unknown, maySign: boolean, wrong: string[]): void {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) wrong.push(`${path} is ${value}`);
    else if (value < 0 && !maySign) wrong.push(`${path} is negative: ${value}`);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    walk(`${path}.${key}`, inner, maySign || signed.has(key), wrong);
  }
}
