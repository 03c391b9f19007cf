import { absent, formatMs, formatPercent, formatSi, threeDigits } from '../format-quantity.ts';
import type { Paint } from '../paint.ts';
import { rankResults, standing } from '../rank-results.ts';
import type { CellSummary, RunResult } from '../run-report.ts';
import { type Column, textTable } from '../text-table.ts';
import { className } from './class-name.ts';
import { wrap } from './wrap.ts';

const columns: readonly Column[] = [
  { title: 'policy', align: 'left', widest: 21 },
  { title: 'p50', align: 'right' },
  { title: 'p95', align: 'right' },
  { title: 'p99', align: 'right' },
  { title: 'energy', align: 'right' },
  { title: 'marginal', align: 'right' },
  { title: 'power', align: 'right' },
  { title: 'memory', align: 'right' },
  { title: 'accuracy', align: 'left' },
  { title: 'misses', align: 'right' },
  { title: 'regret', align: 'right' },
  { title: '', align: 'left' },
];

const floorMark = { met: '✓', 'not met': '✗', undecided: '?' } as const;

function accuracyCell(row: RunResult): string {
  if (row.accuracy === null) return absent;
  const percent = (share: number | null) => (share === null ? absent : (share * 100).toFixed(1));
  const mark = row.floorMet ? ` ${floorMark[row.floorMet]}` : '';
  return `${percent(row.accuracy)}% ${percent(row.accuracyLow)}–${percent(row.accuracyHigh)}${mark}`;
}

function cells(row: RunResult): readonly string[] {
  if (!row.fits) return [`${row.policy}: ${row.notRun ? `not run, ${row.notRun}` : 'does not fit'}`];
  return [
    row.policy,
    formatMs(row.latencyP50Ms),
    formatMs(row.latencyP95Ms),
    formatMs(row.latencyP99Ms),
    formatSi(row.energyPerInferenceJ, 'J'),
    formatSi(row.marginalEnergyPerInferenceJ, 'J'),
    formatSi(row.meanPowerW, 'W'),
    formatSi(row.peakMemoryBytes, 'B'),
    accuracyCell(row),
    `${formatPercent(row.deadlineMissShare)}${row.missesWithinBudget === false ? ' ✗' : ''}`,
    row.regret === null ? absent : threeDigits(row.regret),
    row.pareto ? '◆' : '',
  ];
}

const factor = (interval: { readonly low: number; readonly high: number }) =>
  `×${interval.low.toFixed(2)}–${interval.high.toFixed(2)}`;

/** Title and second line of a block: what was simulated, how far the numbers may be off, what static costs. */
export function cellTitle(cell: CellSummary, style: Paint): readonly string[] {
  const runtime = `${cell.runtime}${cell.estimated ? ' (est.)' : ''}`;
  const title =
    `${style.bold(`${cell.target} · ${runtime}`)} · ${className[cell.targetClass]} · load ${cell.denseLoad}` +
    ` · deadline ${formatMs(cell.deadlineMs)} (${Number(cell.deadlineFactor.toFixed(2))} × dense)`;
  const unsure = [
    ...(cell.validated.latency ? [] : ['latency']),
    ...(cell.validated.energy ? [] : ['energy']),
  ];
  const facts = [
    ...(cell.activeShare < 1
      ? [`active ${Number((cell.activeShare * 100).toPrecision(2))}% of the time`]
      : []),
    ...(cell.priceOfStatic === null ? [] : [`price of static ${formatPercent(cell.priceOfStatic)}`]),
    `interval: latency ${factor(cell.latencyInterval)}, energy ${factor(cell.energyInterval)} (${cell.boundary})`,
    ...(unsure.length > 0 ? [`${unsure.join(' and ')} not validated`] : []),
  ];
  const { refusal } = cell;
  const notes = [
    ...(refusal
      ? [
          `does not fit: ${refusal.layer} needs ${formatSi(refusal.neededBytes, 'B')} of ${refusal.memory}, ` +
            `there are ${formatSi(refusal.availableBytes, 'B')}`,
        ]
      : []),
    ...cell.notes,
  ];
  return [
    title,
    style.dim(`  ${facts.join(' · ')}`),
    ...notes.flatMap((note) => wrap(note, 116).map((line, i) => `${i === 0 ? '  ' : '    '}${line}`)),
  ];
}

/** A block: title, rows that keep the constraints by energy, then, below a line, those that break one. */
export function renderCell(cell: CellSummary, rows: readonly RunResult[], style: Paint): readonly string[] {
  const title = cellTitle(cell, style);
  if (!cell.fits) return title;
  const ranked = rankResults(rows);
  const keep = ranked.filter((row) => standing(row) === 'keeps');
  const breaking = ranked.filter((row) => standing(row) === 'breaks');
  const outside = ranked.filter((row) => standing(row) === 'does not fit');
  const table: (readonly string[])[] = keep.map(cells);
  if (breaking.length > 0)
    table.push(['- below: breaks the accuracy floor or the miss budget (✗) -'], ...breaking.map(cells));
  table.push(...outside.map(cells));
  return [...title, ...textTable(columns, table, 1).map((line) => `  ${line}`)];
}
