import { formatPercent } from '../format-quantity.ts';
import { groupBy } from '../group-by.ts';
import { type Paint, paint } from '../paint.ts';
import { cellKey } from '../rank-results.ts';
import type { CellSummary, RunReport } from '../run-report.ts';
import { renderCell } from './render-cell.ts';
import { renderNetworks } from './render-networks.ts';
import { renderSummary } from './render-summary.ts';
import { wrap } from './wrap.ts';

/** How much to print and how. */
export interface TextOptions {
  /** Every block; else one per (target, runtime) at the highest load. */
  readonly full: boolean;
  readonly colour: boolean;
  /** One line that says what to do next. */
  readonly next: string;
}

/** Cells whose blocks are printed: all, or the highest load of the last runtime of each target. */
function shownCells(cells: readonly CellSummary[], full: boolean): readonly CellSummary[] {
  if (full) return cells;
  return [...groupBy(cells, (cell) => cell.target).values()].map((group) => {
    const fitting = group.filter((cell) => cell.fits);
    const pool = fitting.length > 0 ? fitting : group;
    const highest = Math.max(...pool.map((cell) => cell.denseLoad));
    return pool.filter((cell) => cell.denseLoad === highest).at(-1)!;
  });
}

/** What was executed live, in one line; a difference is named network by network. */
function liveLines({ liveChecks, networks, scenario: { data } }: RunReport): readonly string[] {
  const checked = new Set(liveChecks.map((check) => check.network));
  const measured = [...new Set(networks.map(({ name }) => name))].filter((name) => !checked.has(name));
  const differing = liveChecks.filter((check) => check.mismatches > 0);
  const spiking = liveChecks.filter((check) => check.network.includes('spikes'));
  const executed = liveChecks.filter((check) => !spiking.includes(check) && check.images > 0);
  const unseen = liveChecks.filter((check) => check.images === 0).map(({ network }) => network);
  const names = new Set(executed.map(({ network }) => network.replace(/ in int8$/, '')));
  const forms = executed.length > names.size ? ' in fp32 and in int8' : '';
  const evaluations = executed.reduce((sum, check) => sum + check.images * check.points, 0);
  const images = Math.min(...executed.map((check) => check.images)).toLocaleString('en');
  const asked = data === 'degraded-mnist' ? 'images' : 'samples';
  return [
    ...(measured.length === 0
      ? []
      : [`measured in this run with the real kernels, every sample at every point: ${measured.join(', ')}`]),
    ...(executed.length === 0
      ? []
      : [
          `executed live with the real kernels: ${images} ${asked} on ${names.size === 1 ? '1 network' : `each of ${names.size} networks`}${forms} at every point, ` +
            `${evaluations.toLocaleString('en')} evaluations: ` +
            (differing.length === 0 ? 'every byte equals the outcome tables' : 'the outcome tables differ'),
        ]),
    ...(unseen.length === 0
      ? []
      : [
          `not executed live, for want of the data (npm run data -- ${data}); the tables are those that came with it: ${unseen.join(', ')}`,
        ]),
    ...spiking.map(
      (check) =>
        `simulated live, spike by spike: ${check.images} images at ${check.points} points (${check.network}): ` +
        (check.mismatches === 0 ? 'every count equals its table' : 'the table differs'),
    ),
    ...differing.map(
      (check) => `  ${check.network}: ${check.mismatches} differ from the ${check.tables} table`,
    ),
  ];
}

/** A whole number of hours as such, other times in the unit that reads best. */
function duration(seconds: number): string {
  const [size, unit] = seconds >= 3600 ? [3600, 'h'] : seconds >= 60 ? [60, 'min'] : [1, 's'];
  return `${Number((seconds / size).toPrecision(3))} ${unit}`;
}

function header(report: RunReport, style: Paint): readonly string[] {
  const s = report.scenario;
  return [
    `${style.bold(s.title)} · ${s.data} · ${duration(s.horizonS)} · ${s.pairedSeeds} paired seeds · accuracy floor ${formatPercent(s.accuracyFloor)} · miss budget ${formatPercent(s.missBudget)}`,
    ...liveLines(report).flatMap((line) => wrap(line, 118)),
    ...report.backendChecks.map(
      (check) =>
        `${check.backend}: same class on ${formatPercent(check.topClassAgreement)} of ${check.images} images, ` +
        `largest difference of a logit ${check.largestLogitDifference.toExponential(1)} of the largest logit`,
    ),
  ];
}

const legend = [
  'energy: J per inference over the simulated time, idle, sleep and wake included; marginal: above idle.',
  'dense, above idle: change against dense under the first runtime of the target (whole; above idle); static:',
  'against best static under the same runtime. regret: share of the gap from best static to the proven bound (0: at the',
  'bound; the gap counts as 0.1% of best static at least). price: that gap; under 3% adaptation does not pay.',
  '✓ floor met, ✗ broken, ? undecided at 95%. ◆ Pareto. (est.): speed derived from instruction counts, not measured.',
];

/** The whole report as text of at most 120 columns, without the final line break. */
export function renderText(report: RunReport, options: TextOptions): string {
  const style = paint(options.colour);
  const groups = groupBy(report.results, cellKey);
  const rowsOf = (cell: CellSummary) => groups.get(cellKey(cell)) ?? [];
  const shown = shownCells(report.cells, options.full);
  const lines = [
    ...header(report, style),
    '',
    ...renderNetworks(report.networks),
    '',
    ...renderSummary(report.cells, rowsOf),
    '',
    ...legend.map((line) => style.dim(line)),
  ];
  for (const cell of shown) lines.push('', ...renderCell(cell, rowsOf(cell), style));
  if (shown.length < report.cells.length)
    lines.push('', style.dim(`--full prints ${report.cells.length - shown.length} more blocks`));
  lines.push(
    '',
    style.bold(
      'What holds (✓ also at the unfavourable ends of the intervals, ? only at central values, ✗ no saving)',
    ),
  );
  for (const conclusion of report.conclusions) {
    const mark = !conclusion.holdsCentrally ? '✗' : conclusion.survivesLowEnd ? '✓' : '?';
    lines.push(...wrap(conclusion.text, 116).map((line, i) => `${i === 0 ? `  ${mark} ` : '    '}${line}`));
  }
  for (const warning of report.warnings) lines.push(...wrap(`warning: ${warning}`, 118));
  lines.push(
    '',
    `reproduce: ${report.reproduce}`,
    `result:    ${report.resultHash}`,
    `next:      ${options.next}`,
  );
  return lines.join('\n');
}
