/**
 * From a turned knob to its row: a session is asked for a cell at other deadlines and other settings of policies, the
 * first time each, and answers row by row. The dashboard draws a row in the frame after it came (10 to 15 a second).
 */
import { parseArgs } from 'node:util';
import { openSession } from '../sim/session/open-session.ts';
import type { CellChange, CellRef } from '../sim/session/questions.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });

/** The cells with the most requests of two scenarios: 269,372 and 327,177 over five seeds. */
const cells: readonly { readonly scenario: string; readonly cell: CellRef }[] = [
  {
    scenario: 'scenarios/smart-camera.yaml',
    cell: { target: 'nucleo-u575zi-q', runtime: 'sparsewatt-4x1', pace: 1 },
  },
  {
    scenario: 'scenarios/industrial-sensor.yaml',
    cell: { target: 'nucleo-u575zi-q', runtime: 'sparsewatt-4x1', pace: 1 },
  },
];
/** Rows that are turned, and for those with a parameter the values it takes. */
const turned: readonly { readonly row: string; readonly settings?: readonly string[] }[] = [
  { row: 'dense' },
  { row: 'static-L1' },
  { row: 'best-static' },
  { row: 'confidence-refinement' },
  { row: 'deadline-controller', settings: ['headRoom=1', 'headRoom=1.5', 'headRoom=3', 'processNoise=0.01'] },
  { row: 'battery-aware', settings: ['band=0.02', 'band=0.1', 'band=0.2', 'band=0.4'] },
];
const deadlines = flags.quick ? [0.9, 1.1] : [0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.5, 1.7];

interface Turn {
  readonly knob: 'deadline' | 'parameter';
  readonly row: string;
  readonly firstMs: number;
  readonly rowMs: number;
  readonly wholeMs: number;
}

const results: { readonly name: string; readonly openMs: number; readonly turns: readonly Turn[] }[] = [];
for (const { scenario, cell } of cells) {
  const session = openSession({
    cwd: process.cwd(),
    scenario,
    scenarioHash: null,
    threads: 2,
    version: '0.0.0',
  });
  const turn = async (knob: Turn['knob'], row: string, change: CellChange): Promise<Turn> => {
    const start = performance.now();
    let firstMs: number | null = null;
    let rowMs = 0;
    await session.ask(
      'cell',
      { cell, change, first: row },
      {
        onPart: (part) => {
          if (part.kind !== 'row' || part.row !== row) return;
          const ms = performance.now() - start;
          firstMs ??= ms;
          if (part.repetitions === part.of) rowMs = ms;
        },
      },
    );
    return { knob, row, firstMs: firstMs!, rowMs, wholeMs: performance.now() - start };
  };
  const opening = performance.now();
  const { deadlineMs } = await session.ask('knobs', cell);
  const openMs = performance.now() - opening;
  // The cell as it is; it also lets the machine code settle, as it has after a run.
  await turn('deadline', 'dense', {});
  const turns: Turn[] = [];
  for (const [i, factor] of deadlines.entries())
    turns.push(await turn('deadline', turned[i % turned.length]!.row, { deadlineMs: deadlineMs * factor }));
  for (const { row, settings = [] } of turned)
    for (const setting of flags.quick ? settings.slice(0, 1) : settings)
      turns.push(await turn('parameter', row, { policies: { [row]: `${row}:${setting}` } }));
  results.push({ name: `${scenario.replace(/^.*\/|\.yaml$/g, '')}, ${cell.target}`, openMs, turns });
  await session.close();
}

const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))]!;

if (flags.json) {
  console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'dashboard', results }));
} else {
  const rows = results.flatMap(({ name, openMs, turns }) =>
    (['deadline', 'parameter'] as const).map((knob) => {
      const own = turns.filter((turn) => turn.knob === knob);
      const both = (of: (turn: Turn) => number) =>
        `${quantile(own.map(of), 0.5).toFixed(0)} / ${quantile(own.map(of), 0.95).toFixed(0)}`;
      return [
        name,
        knob,
        String(own.length),
        both((turn) => turn.firstMs),
        both((turn) => turn.rowMs),
        both((turn) => turn.wholeMs),
        openMs.toFixed(0),
      ];
    }),
  );
  const titles = ['cell', 'knob', 'turns', 'row, first seed', 'row, all seeds', 'whole cell', 'opened'];
  console.log(table([...titles.slice(0, 3), ...titles.slice(3).map((title) => `${title}, ms`)], rows));
  console.log('p50 / p95; the first seed of five is shown at once, with the same seed of before beside it');
}
