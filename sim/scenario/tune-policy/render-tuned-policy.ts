import { absent, formatPercent, formatSi, threeDigits } from '../../report/format-quantity.ts';
import { type Column, textTable } from '../../report/text-table.ts';
import type { RunResult } from '../../score/run-result.ts';
import type { Candidate } from './search-parameters.ts';
import type { TunedPolicy } from './tune-policy.ts';

const columns: readonly Column[] = [
  { title: 'settings', align: 'left' },
  { title: 'energy (validation)', align: 'right' },
  { title: 'test', align: 'right' },
  { title: 'accuracy (validation)', align: 'right' },
  { title: 'test', align: 'right' },
  { title: 'lost (validation)', align: 'right' },
  { title: 'test', align: 'right' },
  { title: 'regret', align: 'right' },
];

const floorMark = { met: ' ✓', 'not met': ' ✗', undecided: ' ?' } as const;

function row(title: string, pilot: Candidate['outcome'] | null, test: RunResult): readonly string[] {
  const known = (value: number | undefined, format: (share: number) => string) =>
    value === undefined ? absent : format(value);
  return [
    title,
    known(pilot?.energyPerInferenceJ, (joules) => formatSi(joules, 'J')),
    formatSi(test.energyPerInferenceJ, 'J'),
    known(pilot?.accuracy, (share) => formatPercent(share, 2)),
    `${formatPercent(test.accuracy, 2)}${test.floorMet ? floorMark[test.floorMet] : ''}`,
    known(pilot?.missShare, (share) => formatPercent(share, 2)),
    `${formatPercent(test.deadlineMissShare, 2)}${test.missesWithinBudget === false ? ' ✗' : ''}`,
    test.regret === null ? absent : threeDigits(test.regret),
  ];
}

/** What tuning found on validation data and what is left of it on test data. */
export function renderTunedPolicy({ defaults, tuned, name, tried, test }: TunedPolicy): string {
  const kept = tried.filter(({ outcome }) => outcome.violation === 0).length;
  const energy = test.difference?.energyPerInferenceJ;
  const promised = 1 - tuned.outcome.energyPerInferenceJ / defaults.outcome.energyPerInferenceJ;
  const lines = [
    `${tried.length} settings tried on validation data, ${kept} of which keep the floor (at the low end of 95%) and the miss budget`,
    '',
    ...textTable(columns, [
      row('defaults', defaults.outcome, test.defaults),
      row(name, tuned.outcome, test.tuned),
      row('best static', null, test.bestStatic),
    ]),
    '',
  ];
  if (tuned === defaults) return [...lines, 'nothing that was tried is better than the defaults'].join('\n');
  if (energy) {
    const { value, low, high } = energy.difference;
    const share = (joules: number) => `${((-100 * joules) / energy.a).toFixed(2)}%`;
    lines.push(
      `saved over the defaults: ${formatPercent(promised, 2)} on validation data, ${share(value)} on test data (95%: ${share(high)} to ${share(low)})`,
      `gap of tuning: ${(100 * promised + (100 * value) / energy.a).toFixed(2)} points of what validation data promised are not there on test data`,
    );
  }
  lines.push(`use it: sparsewatt run --policy ${name}`);
  return lines.join('\n');
}
