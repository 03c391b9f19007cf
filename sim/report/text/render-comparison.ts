import type { PairedDifference } from '../../score/compare-results.ts';
import type { ComparedRow, RunComparison } from '../compare-runs.ts';
import { absent, formatMs, formatSi } from '../format-quantity.ts';
import { type Column, textTable } from '../text-table.ts';

const columns: readonly Column[] = [
  { title: 'policy', align: 'left', widest: 44 },
  { title: 'energy', align: 'right' },
  { title: 'second less first', align: 'left' },
  { title: 'p95', align: 'right' },
  { title: 'accuracy', align: 'right' },
  { title: 'lost', align: 'right' },
  { title: 'regret', align: 'right' },
];

const signed = (value: number, digits: number) =>
  `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(value).toFixed(digits)}`;
const star = (difference: PairedDifference | null) => (difference?.certain ? ' *' : '');

/** Change of the energy in per cent of the first, with the interval of the paired differences. */
function change(pair: PairedDifference | null): string {
  if (pair === null || pair.a === 0) return absent;
  const percent = (value: number) => signed((100 * value) / pair.a, 2);
  const { value, low, high } = pair.difference;
  return `${percent(value)}% (${percent(low)} to ${percent(high)})${star(pair)}`;
}

function points(pair: PairedDifference | null): string {
  return pair === null ? absent : `${signed(100 * pair.difference.value, 2)} pt${star(pair)}`;
}

function amount(pair: PairedDifference | null, format: (size: number) => string): string {
  if (pair === null) return absent;
  const { value } = pair.difference;
  if (value === 0) return '0';
  return `${value < 0 ? '−' : '+'}${format(Math.abs(value))}${star(pair)}`;
}

const named = ({ policyA, policyB }: Pick<ComparedRow, 'policyA' | 'policyB'>) =>
  policyA === policyB ? policyA : `${policyA} → ${policyB}`;

function row({ policyA, policyB, difference }: ComparedRow): readonly string[] {
  const { energyPerInferenceJ: energy } = difference;
  const joules = (size: number) => formatSi(size, 'J');
  return [
    named({ policyA, policyB }),
    energy === null ? absent : `${joules(energy.a)} → ${joules(energy.b)}`,
    change(energy),
    amount(difference.latencyP95Ms, formatMs),
    points(difference.accuracy),
    points(difference.lostShare),
    amount(difference.regretPerInferenceJ, joules),
  ];
}

/** What two runs say against each other, as text. Policies in which nothing differs are counted, not listed. */
export function renderComparison(comparison: RunComparison): string {
  const { a, b, differs, cells, onlyOne } = comparison;
  const title = ({ scenario, seed, resultHash }: RunComparison['a']) =>
    `${scenario}, seed ${seed}, result ${resultHash.slice(0, 12)}`;
  const lines = [`first:  ${title(a)}`, `second: ${title(b)}`, ...differs.map((line) => `differs: ${line}`)];
  for (const cell of cells) {
    lines.push('', `${cell.target} · ${cell.runtime} · load ${cell.denseLoad}`);
    if (cell.refused !== null) {
      lines.push(`  not compared: ${cell.refused}`);
      continue;
    }
    const same = cell.rows.filter(({ difference }) => isSame(difference));
    const table = textTable(columns, cell.rows.filter(({ difference }) => !isSame(difference)).map(row));
    if (same.length < cell.rows.length) lines.push(...table.map((line) => `  ${line}`));
    if (same.length > 0) lines.push(`  the same in every repetition: ${same.map(named).join(', ')}`);
  }
  if (onlyOne.length > 0) lines.push('', 'not compared:', ...onlyOne.map((line) => `  ${line}`));
  lines.push(
    '',
    'energy and regret per inference, means over the repetitions; differences are second less first, paired by seed, with',
    '95% bootstrap intervals. * the interval leaves 0 out. Few repetitions make rough intervals.',
  );
  return lines.join('\n');
}

function isSame(difference: ComparedRow['difference']): boolean {
  return Object.values(difference).every(
    (pair: PairedDifference | null) =>
      pair === null || (pair.difference.low === 0 && pair.difference.high === 0),
  );
}
