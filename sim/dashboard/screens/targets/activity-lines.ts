import { formatPercent } from '../../../report/format-quantity.ts';
import type { PointActivity } from '../../../session/questions.ts';
import type { PlotKind } from '../../plot/plot-kind.ts';
import { shade } from '../../plot/shade.ts';
import type { SelectedRun } from '../../state/run-in.ts';
import type { DashboardState } from '../../state/state.ts';
import { answerOf } from '../../state/wants.ts';
import type { Field } from '../../table/column.ts';
import { fitFields } from '../../table/fit-fields.ts';
import { simulatesSpikes } from './simulates-spikes.ts';

type Line = readonly Field[];

const indent = 4;
const nameWidth = 16;
const count = (value: number) => Math.round(value).toLocaleString('en');

/** Cores and spikes of a spiking chip: a heat map of the mesh, and a raster of the layers over steps. */
export function activityLines(state: DashboardState, run: SelectedRun): readonly Line[] {
  if (!simulatesSpikes(run.cell.cell.targetClass)) return [];
  const asked = answerOf(state.answers, 'activity', run.key);
  if (asked?.status === 'failed') return [[{ text: `✗ no spikes: ${asked.problem}`, tone: 'bad' }]];
  if (asked?.status !== 'answered') return [[{ text: '… simulating spikes', tone: 'unsure' }]];
  const { answer } = asked;
  if (!answer) return [[{ text: '  cores and spikes: not simulated for what ran here', tone: 'quiet' }]];
  return [...heatLines(answer, state), ...rasterLines(answer, state.look.plot)];
}

function heatLines(activity: PointActivity, { look, viewport }: DashboardState): readonly Line[] {
  const { used, cores, images, point } = activity;
  const busiest = used.reduce((most, core) => (core.synapticEvents > most.synapticEvents ? core : most));
  const events = used.reduce((sum, core) => sum + core.synapticEvents, 0);
  const share = events > 0 ? busiest.synapticEvents / events : 0;
  return [
    [
      {
        text: `${'  cores'.padEnd(nameWidth)}of ${point}: mean synaptic events an inference, ${images} test images simulated again`,
        tone: 'quiet',
      },
    ],
    // A map is cut where it is wider than the terminal: broken into lines it would be none.
    ...mesh(activity, look.plot).map((text) =>
      fitFields([{ text: ' '.repeat(indent) + text }], viewport.columns),
    ),
    [
      {
        text: `    darkest: ${count(busiest.synapticEvents)} of ${count(events)} (${formatPercent(share)}) on core ${busiest.core}, ${count(busiest.neurons)} neurons; ${used.length} of ${cores} cores are used; north is up`,
        tone: 'quiet',
      },
    ],
  ];
}

/** Rows of tiles that hold anything, north first; of a tile its cores as near a square as they go. */
function mesh({ used, width, height, coresPerTile }: PointActivity, kind: PlotKind): readonly string[] {
  const across = Math.ceil(Math.sqrt(coresPerTile));
  const down = Math.ceil(coresPerTile / across);
  const most = Math.max(...used.map(({ synapticEvents }) => synapticEvents));
  const rows = Array.from({ length: height * down }, () =>
    Array.from({ length: width }, () => Array<string>(across).fill(' ')),
  );
  for (const { tile, slot, synapticEvents } of used) {
    const row = (height - 1 - (tile % height)) * down + Math.floor(slot / across);
    const part = shade(most > 0 ? synapticEvents / most : 0, kind);
    rows[row]![Math.floor(tile / height)]![slot % across] = part;
  }
  const texts = rows.map((row) => row.map((tile) => tile.map((core) => core + core).join('')).join(' '));
  const first = texts.findIndex((text) => text.trim() !== '');
  const last = texts.findLastIndex((text) => text.trim() !== '');
  return texts.slice(first, last + 1).map((text) => text.trimEnd());
}

/** Each layer, and under it its neurons core by core; what lies on many cores in rows of several of them. */
function rasterLines({ layers }: PointActivity, kind: PlotKind): readonly Line[] {
  const steps = layers[0]!.spikes.length;
  const wide = steps <= 16 ? 2 : 1;
  const drawn = (spikes: readonly number[], neurons: number) =>
    spikes.map((fired) => shade(fired / neurons, kind).repeat(wide)).join('');
  return [
    [
      {
        text: `${'  spikes'.padEnd(nameWidth)}by layer and core over ${steps} step${steps === 1 ? '' : 's'}: darker, the more of its neurons fire`,
        tone: 'quiet',
      },
    ],
    ...layers.flatMap(({ name, neurons, spikes, cores }): Line[] => {
      const most = Math.max(...spikes);
      const rows = cores.length > 1 ? rowsOf(cores) : [];
      const on = rows.length > 0 ? '' : `, on core ${cores[0]!.core}`;
      return [
        [
          { text: `    ${name}`.slice(0, nameWidth - 1).padEnd(nameWidth) },
          { text: drawn(spikes, neurons) },
          {
            text: `  ${count(total(spikes))} spikes of ${count(neurons)} neurons${on}, at most ${formatPercent(most / neurons)} in a step`,
            tone: 'quiet',
          },
        ],
        ...rows.map(
          (row): Line => [
            { text: `      ${row.name}`.padEnd(nameWidth), tone: 'quiet' },
            { text: drawn(row.spikes, row.neurons) },
            { text: `  ${count(total(row.spikes))} of ${count(row.neurons)}`, tone: 'quiet' },
          ],
        ),
      ];
    }),
  ];
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Rows of a layer at most. */
const mostRows = 8;

type CoreRow = PointActivity['layers'][number]['cores'][number];

function rowsOf(cores: readonly CoreRow[]): readonly (Omit<CoreRow, 'core'> & { readonly name: string })[] {
  const each = Math.ceil(cores.length / mostRows);
  return Array.from({ length: Math.ceil(cores.length / each) }, (_, row) => {
    const own = cores.slice(row * each, (row + 1) * each);
    const [first, last] = [own[0]!.core, own.at(-1)!.core];
    return {
      name: own.length > 1 ? `${first}–${last}` : `core ${first}`,
      neurons: total(own.map(({ neurons }) => neurons)),
      spikes: own[0]!.spikes.map((_none, step) => total(own.map(({ spikes }) => spikes[step]!))),
    };
  });
}
