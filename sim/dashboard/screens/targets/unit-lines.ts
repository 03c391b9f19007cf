import { absent, formatPercent, formatSi } from '../../../report/format-quantity.ts';
import type { TargetUnit } from '../../../session/questions.ts';
import { bar } from '../../plot/bar.ts';
import { clamp } from '../../state/clamp.ts';
import type { SelectedRun } from '../../state/run-in.ts';
import { selectedRun } from '../../state/selected-run.ts';
import type { DashboardState } from '../../state/state.ts';
import { answerOf } from '../../state/wants.ts';
import type { Field } from '../../table/column.ts';
import { wrapFields } from '../../table/wrap-fields.ts';
import { activityLines } from './activity-lines.ts';
import { targetDetails } from './target-details.ts';
import { targetRow } from './target-row.ts';

type Line = readonly Field[];

const nameWidth = 16;
/** Characters of a bar at most, and what else stands on the widest line that has one. */
const longestBar = 20;
const besidesBar = 59;

const count = (value: number | null) => (value === null ? absent : Math.round(value).toLocaleString('en'));

/**
 * The units of the selected target: where their joules went, what ran on them, layer by layer, and how they rest.
 * @param barWidth 0: without bars
 */
export function unitLines(state: DashboardState, barWidth: number): readonly Line[] {
  const run = selectedRun(state);
  if (!run) return [[{ text: 'nothing runs on this target', tone: 'quiet' }]];
  const asked = answerOf(state.answers, 'units', run.key);
  const units = asked?.answer ?? null;
  const names = units?.map(({ name }) => name) ?? [
    ...new Set((run.result.ledger ?? []).map(({ unit }) => unit)),
  ];
  const problem: readonly Line[] =
    asked?.status === 'failed' ? [[{ text: `✗ units not read: ${asked.problem}`, tone: 'bad' }]] : [];
  const waiting: readonly Line[] =
    units || problem.length > 0 ? [] : [[{ text: '… reading the units', tone: 'unsure' }]];
  return [
    [{ text: `Units of ${run.cell.cell.targetName} under ${run.result.policy}` }],
    // On a low terminal the lines under the table are cut: here they are whole.
    ...targetDetails(targetRow(run.cell, state.cells)).map((text): Line => [{ text, tone: 'quiet' }]),
    ...problem,
    ...waiting,
    ...names.flatMap((name) => {
      const unit = units?.find((known) => known.name === name) ?? null;
      return [
        ...headLines(name, unit),
        ...energyLines(name, run, state, barWidth),
        ...(unit ? layerLines(unit, state, barWidth) : []),
      ];
    }),
    ...activityLines(state, run),
  ];
}

/** The same as lines of the terminal's width. */
export function unitsShown(state: DashboardState): readonly Line[] {
  const { columns } = state.viewport;
  return unitLines(state, clamp(columns - besidesBar, 0, longestBar)).flatMap((line) =>
    wrapFields(line, columns),
  );
}

function headLines(name: string, unit: TargetUnit | null): readonly Line[] {
  if (!unit) return [[], [{ text: name }]];
  const { options, numericForm, states, memories } = unit;
  const total = options.reduce((sum, { passes }) => sum + passes, 0);
  const ran = options.slice(0, 4).map(({ id, passes }) => `${id} ${formatPercent(passes / total)}`);
  const more = options.length > 4 ? ` and ${options.length - 4} more` : '';
  const rests = states.map(({ name: state, powerW, wakeNs }) => {
    const wakes = wakeNs > 0 ? `, wakes in ${formatSi(wakeNs * 1e-9, 's')}` : '';
    return `${state} ${formatSi(powerW, 'W')}${wakes}`;
  });
  const filled = memories.map(
    ({ name: memory, neededBytes, availableBytes }) =>
      `${memory} ${formatSi(neededBytes, 'B')} of ${formatSi(availableBytes, 'B')}`,
  );
  return [
    [],
    [
      { text: name.padEnd(nameWidth) },
      total > 0
        ? { text: `${numericForm ? `${numericForm}; ` : ''}ran ${ran.join(', ')}${more}` }
        : { text: 'nothing ran on it', tone: 'quiet' },
    ],
    [{ text: `${'  rests'.padEnd(nameWidth)}${rests.join('; ')}`, tone: 'quiet' }],
    ...(filled.length > 0
      ? [[{ text: `${'  memory'.padEnd(nameWidth)}${filled.join('; ')}`, tone: 'quiet' } as const]]
      : []),
  ];
}

/** Joules by cause over all seeds, the largest first, and their sum. */
function energyLines(
  name: string,
  { result }: SelectedRun,
  { look }: DashboardState,
  barWidth: number,
): readonly Line[] {
  const own = (result.ledger ?? []).filter(({ unit, joules }) => unit === name && joules > 0);
  const totalJ = own.reduce((sum, { joules }) => sum + joules, 0);
  if (own.length === 0) return [[{ text: '  energy by cause: not kept in this run', tone: 'quiet' }]];
  const rows = [...own].sort((a, b) => b.joules - a.joules);
  return [
    [{ text: `${'  energy'.padEnd(nameWidth)}${formatSi(totalJ, 'J')} over all seeds` }],
    ...rows.map(({ cause, joules }): Line => {
      const share = joules / totalJ;
      return [
        { text: `    ${cause}`.padEnd(nameWidth) },
        { text: formatSi(joules, 'J').padStart(8) },
        { text: formatPercent(share).padStart(7), tone: 'quiet' },
        { text: ` ${bar(share, barWidth, look.plot)}` },
      ];
    }),
  ];
}

/** Work of each layer in the option that ran most, as the kernels counted it. */
function layerLines(
  { layers, layersOf, numericForm }: TargetUnit,
  { look }: DashboardState,
  barWidth: number,
): readonly Line[] {
  if (layers.length === 0) return [];
  const spikes = numericForm?.startsWith('rate-') ?? false;
  const most = Math.max(...layers.map(({ mostMacs, macs }) => mostMacs ?? macs ?? 0));
  const what = spikes ? 'synaptic events' : 'multiply-accumulates';
  const inputs = spikes ? 'spikes in' : 'inputs';
  return [
    [
      {
        text: `${'  layers'.padEnd(nameWidth)}of ${layersOf}: mean ${what} of ${most > 0 ? 'the most' : absent}`,
        tone: 'quiet',
      },
    ],
    ...layers.map(
      ({ name, macs, mostMacs, activeInputs }): Line => [
        { text: `    ${name}`.slice(0, nameWidth - 1).padEnd(nameWidth) },
        { text: count(macs).padStart(11) },
        { text: ` of ${count(mostMacs)}`.padEnd(15), tone: 'quiet' },
        { text: ` ${bar(most > 0 ? (macs ?? 0) / most : 0, barWidth, look.plot)}` },
        { text: `  ${count(activeInputs)} ${inputs}`, tone: 'quiet' },
      ],
    ),
  ];
}
