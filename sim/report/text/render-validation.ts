import type { Right } from '../../validate/signs-and-orders.ts';
import type { GroupSummary } from '../../validate/summarise.ts';
import type { ValidationReport } from '../../validate/validate.ts';
import { absent } from '../format-quantity.ts';
import { type Column, textTable } from '../text-table.ts';
import { renderOrders } from './render-orders.ts';
import { renderProfileChecks } from './render-profile-checks.ts';
import { wrap } from './wrap.ts';

const left = (title: string): Column => ({ title, align: 'left' });
const right = (title: string): Column => ({ title, align: 'right' });

const percent = (value: number, digits = 1) => `${value.toFixed(digits)}%`;
const share = (value: number) => percent(value * 100, 0);
const signed = (value: number, digits: number) =>
  `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
const tau = (value: number | null) => (value === null ? absent : value.toFixed(2).replace('-', '−'));

const errorColumns: readonly Column[] = [
  left('class'),
  left('quantity'),
  left('group'),
  right('devices'),
  right('rows'),
  right('error'),
  right('median'),
  right('<=10%'),
  right('<=20%'),
  right('tau dev'),
  right('tau net'),
  right('floor'),
  right('goal'),
  left('reached'),
];

function errorRow(group: GroupSummary): string[] {
  return [
    group.class,
    group.quantity,
    group.group,
    String(group.devices),
    String(group.rows),
    percent(group.mapePercent),
    percent(group.medianPercent),
    share(group.within10Share),
    share(group.within20Share),
    tau(group.kendallTau.devices),
    tau(group.kendallTau.networks),
    group.figure ? percent(group.figure.floorPercent, 0) : absent,
    group.figure ? percent(group.figure.goalPercent, 0) : absent,
    group.reached ?? absent,
  ];
}

const baselineColumns: readonly Column[] = [
  left('class'),
  left('quantity'),
  left('group'),
  right('ours'),
  right('best other'),
  left('which'),
  right('difference, 95% over devices'),
  left('others'),
];

function baselineRow(group: GroupSummary): string[] {
  const best = group.baselines.find(({ name }) => name === group.bestBaseline);
  const { difference } = group;
  return [
    group.class,
    group.quantity,
    group.group,
    percent(group.mapePercent),
    best ? percent(best.mapePercent) : absent,
    best?.name ?? absent,
    difference
      ? `${signed(difference.value, 1)} (${signed(difference.low, 1)} to ${signed(difference.high, 1)})`
      : absent,
    group.baselines
      .filter((one) => one !== best)
      .map((one) => percent(one.mapePercent, 0))
      .join(' '),
  ];
}

const intervalColumns: readonly Column[] = [
  left('class'),
  left('quantity'),
  left('group'),
  right('in 90%'),
  right('by device'),
  right('high/low'),
  right('to one width'),
  right('to one factor'),
  right('worst'),
  left('row'),
];

/** Change of an interval score in per cent; scores are costs. */
const gain = (ours: number, other: number) =>
  other > 0 ? `${signed((ours / other - 1) * 100, 0)}%` : absent;

function intervalRow(group: GroupSummary): string[] {
  return [
    group.class,
    group.quantity,
    group.group,
    share(group.intervalCoverage),
    share(group.intervalCoverageByDevice),
    group.intervalRatio.toFixed(2),
    gain(group.intervalWidthScore, group.constantWidthScore),
    gain(group.intervalScore, group.constantFactorScore),
    percent(group.worst.errorPercent, 0),
    group.worst.id,
  ];
}

const signsLine = (signs: Right, orders: Right): string =>
  `sign of ${signs.right} of ${signs.of} rows right, order of ${orders.right} of ${orders.of} pairs`;

/** Errors by device where groups of few and unlike devices have a figure to reach. */
function renderDevices({ classes }: ValidationReport): string[] {
  const told = classes.filter(({ group }) => group === 'new-series' || group === 'other-run');
  return told.flatMap((group) => [
    '',
    ...wrap(
      `${group.class} ${group.quantity} ${group.group}, by device: ${Object.entries(group.byDevice)
        .map(([device, error]) => `${device} ${percent(error)}`)
        .join(', ')}`,
      120,
    ),
  ]);
}

function unvalidated(report: ValidationReport): string[] {
  const lines: string[] = [];
  for (const rows of report.rows) {
    const what = `${rows.class} ${rows.quantity}`;
    if (!rows.validated) lines.push(`${what}: not validated (no model yet; ${rows.measured} rows)`);
    else if (rows.scored < rows.measured)
      lines.push(
        `${what}: ${rows.measured - rows.scored} of ${rows.measured} rows not scored (no other operating point, or network, clock, core or size of the run not known)`,
      );
  }
  return lines;
}

/** The text of `sparsewatt validate`, as lines. */
export function renderValidation(report: ValidationReport): readonly string[] {
  const lines = [
    'Errors on rows that the calibration had not seen: mean of absolute errors on each device, then over devices.',
    '',
  ];
  if (report.classes.length > 0)
    lines.push(
      ...textTable(errorColumns, report.classes.map(errorRow)),
      '',
      'Beside trivial predictions from the same rows (error; difference in percentage points, below zero where we are better):',
      '',
      ...textTable(baselineColumns, report.classes.map(baselineRow)),
      '',
      '90% intervals: rows inside; interval score (a cost) against the best interval of one width, and of one factor, in hindsight:',
      '',
      ...textTable(intervalColumns, report.classes.map(intervalRow)),
    );
  for (const group of report.classes)
    if (group.signsRight && group.ordersRight)
      lines.push(
        '',
        `${group.class} ${group.quantity} ${group.group}: ${signsLine(group.signsRight, group.ordersRight)}`,
      );
  lines.push(...renderDevices(report), ...renderOrders(report), ...renderProfileChecks(report.profileChecks));
  const rest = unvalidated(report);
  if (rest.length > 0) lines.push('', ...rest);
  if (report.leftOut.length > 0)
    lines.push(
      '',
      ...wrap(
        `left out of calibration and scoring: ${report.leftOut
          .map(({ class: name, reason, rows }) => `${name} ${reason} (${rows})`)
          .join(', ')}`,
        120,
      ),
    );
  return lines;
}
