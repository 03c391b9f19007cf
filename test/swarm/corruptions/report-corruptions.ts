import type { SwarmScenario } from '../draw-scenario.ts';
import type { SwarmOutcome } from '../run/swarm-outcome.ts';
import { withRun } from './corrupt.ts';
import type { Corruption } from './corruption.ts';

/** What is wrong with the report and its numbers, and with ladders. */
export const reportCorruptions: readonly Corruption[] = [
  [
    'ladder is nested',
    'a level with more blocks than the denser one',
    (outcome) =>
      withLadder(outcome, ({ layer, ...drawn }) => {
        if (layer.levelEnds.length < 2) return undefined;
        const levelEnds = [
          layer.levelEnds[0]! - 1,
          ...layer.levelEnds.slice(1).map(() => layer.order.length),
        ];
        return { ...drawn, layer: { ...layer, levelEnds } };
      }),
  ],
  [
    'ladder is nested',
    'a weight that was packed with another value',
    (outcome) =>
      withLadder(outcome, (drawn) => ({ ...drawn, weights: drawn.weights.with(0, drawn.weights[0]! + 1) })),
  ],
  [
    'ladder is nested',
    'a weight with two values',
    (outcome) =>
      withLadder(outcome, (drawn) => ({
        ...drawn,
        packed: twoValues(new Float32Array(4).fill(1), new Float32Array(4).fill(9)),
      })),
  ],
  [
    'ladder is nested',
    'an int8 weight with two values',
    (outcome) =>
      withLadder(outcome, (drawn) => ({
        ...drawn,
        int8: {
          ...twoValues(new Int8Array(4).fill(1), new Int8Array(4).fill(9)),
          scales: new Float32Array(4).fill(1),
        },
      })),
  ],
  [
    'all is finite',
    'NaN in a row of the report',
    (outcome) => inReport(outcome, { energyPerInferenceJ: Number.NaN }),
  ],
  ['all is finite', 'a negative latency in the report', (outcome) => inReport(outcome, { latencyP50Ms: -1 })],
  [
    'all is finite',
    'an infinite energy of a run',
    (outcome) => withRun(outcome, (run) => ({ ...run, energyJ: Number.POSITIVE_INFINITY })),
  ],
  ['report is valid', 'a key that the schema does not have', (outcome) => inReport(outcome, { joules: 1 })],
  [
    'report is valid',
    'a latency that is no number',
    (outcome) => inReport(outcome, { latencyP95Ms: 'fast' }),
  ],
  [
    'report is valid',
    'a word that is printed instead of a number',
    (outcome) => ({ ...outcome, report: { ...outcome.report, warnings: ['energy is NaN J'] } }),
  ],
];

/** One ladder changed. */
function withLadder(
  outcome: SwarmOutcome,
  change: (drawn: SwarmScenario['ladders'][number]) => SwarmScenario['ladders'][number] | undefined,
): SwarmOutcome | undefined {
  const [first, ...rest] = outcome.scenario.ladders;
  const changed = first && change(first);
  return changed && { ...outcome, scenario: { ...outcome.scenario, ladders: [changed, ...rest] } };
}

/** A packed ladder whose only weights have one value at level 1 and another at level 0. */
function twoValues<T extends Float32Array | Int8Array>(sparse: T, dense: T) {
  const segment = (values: T) => ({
    rowPointers: Uint32Array.of(0, 1),
    columns: Uint32Array.of(0),
    values,
  });
  return { rows: 4, cols: 1, levels: 2, densest: 0, segments: [segment(dense), segment(sparse)] };
}

/** The first row of the report that fits, changed. */
function inReport(outcome: SwarmOutcome, change: object): SwarmOutcome | undefined {
  const at = outcome.report.results.findIndex((row) => row.energyPerInferenceJ !== null);
  if (at < 0) return undefined;
  const results = outcome.report.results.with(at, { ...outcome.report.results[at]!, ...change });
  return { ...outcome, report: { ...outcome.report, results } };
}
