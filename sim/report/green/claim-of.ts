import { centralRange } from '../../energy/uncertainty/central-range.ts';
import { governedRuntime } from '../../targets/clocks/governed-runtime.ts';
import type { CellSummary, RunReport } from '../run-report.ts';
import type { AssessedRow } from './assess-row.ts';
import { methodFields, sameMethod } from './same-method.ts';
import type { GreenClaim } from './schema/green-claim-schema.ts';
import type { Grid } from './schema/grid-schema.ts';

/** Under this share of the baseline a difference is none. */
const worthSaying = 0.01;

/** The sceptic's question: would a small dense network that keeps the limits do with less? */
function skepticOf(subject: AssessedRow, rows: readonly AssessedRow[], floor: number): string[] {
  const small = rows
    .filter(
      ({ row }) =>
        row.policy.startsWith('small-dense') && row.keepsConstraints && (row.accuracyLow ?? 0) >= floor,
    )
    .sort((a, b) => a.row.sci.value - b.row.sci.value)[0];
  if (!small) return [];
  const ratio = small.row.sci.value / subject.row.sci.value;
  const percent = Math.round(100 * Math.abs(1 - ratio));
  if (percent === 0)
    return [`A smaller dense network (${small.row.policy}) that keeps the limits emits as much.`];
  return [
    `A smaller dense network (${small.row.policy}, ${small.row.runtime}) that keeps the limits emits ${percent}% ${ratio < 1 ? 'less' : 'more'} than the best policy.`,
  ];
}

/** Everything of one target that a claim is made from. */
export interface ClaimInput {
  readonly run: RunReport;
  readonly grid: Grid;
  /** Cells of the target at its highest load, the published runtime first. */
  readonly cells: readonly CellSummary[];
  readonly rows: readonly AssessedRow[];
}

function confidenceOf(cell: CellSummary, subject: AssessedRow): Pick<GreenClaim, 'confidence' | 'why'> {
  const { row } = subject;
  const { low, high } = cell.energyInterval;
  const why = [
    row.energyValidated
      ? 'Energy of this target was compared with published measurements.'
      : row.speedEstimated
        ? `The runtime ${row.runtime} exists nowhere as a product: its speed is derived, not measured.`
        : 'No published measurement of energy exists to compare this target with.',
    `The energy model may be off by a factor of ${low} to ${high}.`,
    ...(cell.validated.latency
      ? [
          row.speedEstimated
            ? 'Times of this target under published runtimes were compared with measurements.'
            : 'Its times were compared with published measurements.',
        ]
      : []),
    'Accuracy is executed on real data, not modelled.',
  ];
  const measured = row.energyValidated ? 'measured against hardware' : null;
  return {
    confidence:
      measured ?? (cell.validated.latency || cell.validated.energy ? 'partly measured' : 'model only'),
    why,
  };
}

/** The row that keeps the limits with the least score; where none does, the least score at all. */
function leastOf(rows: readonly AssessedRow[]): AssessedRow | undefined {
  const candidates = rows.filter(({ row }) => row.role === 'best');
  const kept = candidates.filter(({ row }) => row.keepsConstraints);
  return [...(kept.length > 0 ? kept : candidates)].sort((a, b) => a.row.sci.value - b.row.sci.value)[0];
}

function verdictOf(low: number, central: number, high: number): GreenClaim['verdict'] {
  if (low > 0 && central >= worthSaying) return 'saves';
  if (central >= worthSaying) return 'probably saves';
  return high < 0 || central <= -worthSaying ? 'costs more' : 'no difference';
}

/**
 * The claim of one target: the policy with the least score at the highest load, under whichever runtime, against dense
 * under the published one at the same governor. Two rows under one runtime share the error of its model; two runtimes do not.
 * @returns null where no policy keeps the limits
 */
export function claimOf({ run, grid, cells, rows }: ClaimInput): GreenClaim | null {
  const subject = leastOf(rows);
  const governor = governedRuntime(subject?.row.runtime ?? '').governor;
  // What a governor saves it saves of a dense network too.
  const first = cells.find(({ runtime }) => governedRuntime(runtime).governor === governor) ?? cells[0];
  if (!first || !subject) return null;
  const cell = cells.find((c) => c.runtime === subject.row.runtime) ?? first;
  const baseline = rows.find(({ row }) => row.policy === 'dense' && row.runtime === first.runtime) ?? null;
  const head = {
    target: first.target,
    targetName: first.targetName,
    subject: subject.row.id,
    baseline: baseline?.row.id ?? null,
    ...confidenceOf(cell, subject),
    skeptic: skepticOf(subject, rows, run.scenario.accuracyFloor),
  };
  if (!baseline)
    return {
      ...head,
      action: 'no dense baseline was run',
      saving: null,
      verdict: 'not comparable',
      sameMethod: [],
    };
  const fields = sameMethod(
    methodFields(run, grid, subject.row, cell),
    methodFields(run, grid, baseline.row, first),
  );
  const runtimes = subject.row.runtime === baseline.row.runtime;
  const action =
    subject.row.id === baseline.row.id
      ? 'none: dense is the best choice'
      : `policy ${subject.row.policy} instead of dense${runtimes ? '' : `, runtime ${subject.row.runtime} instead of ${baseline.row.runtime}`}`;
  if (fields.some((field) => !field.equal))
    return { ...head, action, saving: null, verdict: 'not comparable', sameMethod: fields };
  const value = 1 - subject.row.sci.value / baseline.row.sci.value;
  const draws = subject.parts.sciG.draws.map((s, i) => 1 - s / baseline.parts.sciG.draws[i]!);
  const { low, high } = centralRange(draws, value);
  return {
    ...head,
    action,
    saving: {
      value,
      low,
      high,
      unit: 'share of the baseline',
      tag: 'modelled',
      source: 'Monte Carlo on common draws',
    },
    verdict: verdictOf(low, value, high),
    sameMethod: fields,
  };
}
