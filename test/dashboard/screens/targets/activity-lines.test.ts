import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityLines } from '../../../../sim/dashboard/screens/targets/activity-lines.ts';
import { selectedRun } from '../../../../sim/dashboard/state/selected-run.ts';
import { type DashboardState, initialState } from '../../../../sim/dashboard/state/state.ts';
import type { PointActivity } from '../../../../sim/session/questions.ts';
import { fixtureReport } from '../../fixture-report.ts';

const activity = fc
  .record({
    width: fc.integer({ min: 1, max: 6 }),
    height: fc.integer({ min: 1, max: 6 }),
    coresPerTile: fc.integer({ min: 1, max: 9 }),
    steps: fc.integer({ min: 1, max: 32 }),
  })
  .chain(({ width, height, coresPerTile, steps }) => {
    const cores = width * height * coresPerTile;
    const core = fc.record({ at: fc.nat(cores - 1), events: fc.nat(5000) });
    const spikes = fc.array(fc.nat(10), { minLength: steps, maxLength: steps });
    const layer = fc.uniqueArray(fc.record({ core: fc.nat(300), spikes }), {
      minLength: 1,
      maxLength: 12,
      selector: ({ core }) => core,
    });
    return fc.record({
      used: fc.uniqueArray(core, { minLength: 1, maxLength: 20, selector: ({ at }) => at }),
      layers: fc.array(layer, { minLength: 1, maxLength: 4 }),
      shape: fc.constant({ width, height, coresPerTile, cores }),
    });
  })
  .map(
    ({ used, layers, shape }): PointActivity => ({
      ...shape,
      point: 'L3-t16',
      images: 5,
      used: used.map(({ at, events }) => ({
        core: at,
        tile: Math.floor(at / shape.coresPerTile),
        slot: at % shape.coresPerTile,
        neurons: 10,
        spikes: 1,
        synapticEvents: events,
      })),
      layers: layers.map((rows, l) => ({
        name: `layer ${l}`,
        neurons: 10 * rows.length,
        spikes: rows[0]!.spikes.map((_, step) => rows.reduce((sum, { spikes }) => sum + spikes[step]!, 0)),
        cores: rows.map((row) => ({ ...row, neurons: 10 })).sort((a, b) => a.core - b.core),
      })),
    }),
  );

/** The first cell of the fixture as if it were of a spiking chip, with an answer about its cores. */
function stateWith(answer: PointActivity | null): DashboardState {
  const state = initialState(fixtureReport(), { columns: 120, rows: 40 });
  const cells = state.cells.map((cell) => ({
    ...cell,
    cell: { ...cell.cell, targetClass: 'spiking-chip' as const },
  }));
  const spiking = { ...state, cells, look: { ...state.look, plot: 'ascii' as const } };
  const { key } = selectedRun(spiking)!;
  const came = { key, status: 'answered' as const, waitedS: 0, part: null, answer, problem: null };
  return { ...spiking, answers: { activity: came } };
}

const textsOf = (state: DashboardState) =>
  activityLines(state, selectedRun(state)!).map((line) => line.map(({ text }) => text).join(''));

describe('cores and spikes of a spiking chip', () => {
  it('shade every used core and no other, the busiest darkest, and every step of every layer', () => {
    fc.assert(
      fc.property(activity, (given) => {
        const texts = textsOf(stateWith(given));
        const map = texts.slice(
          1,
          texts.findIndex((text) => text.includes('darkest: ')),
        );
        const drawn = map.join('').replaceAll(' ', '');
        expect(drawn).toMatch(/^[.:+*#]*$/);
        expect(drawn).toHaveLength(2 * given.used.length);
        const most = Math.max(...given.used.map(({ synapticEvents }) => synapticEvents));
        const darkest = given.used.filter(({ synapticEvents }) => synapticEvents > 0.75 * most);
        expect(drawn.replaceAll(/[^#]/g, '')).toHaveLength(2 * darkest.length);
        const silent = given.used.filter(({ synapticEvents }) => synapticEvents === 0);
        expect(drawn.replaceAll(/[^.]/g, '')).toHaveLength(2 * silent.length);
        const raster = texts.slice(texts.findIndex((text) => text.includes('by layer and core')) + 1);
        const heads = [...raster.keys()].filter((at) => !raster[at]!.startsWith(' '.repeat(6)));
        expect(heads).toHaveLength(given.layers.length);
        for (const [l, { spikes, neurons, cores }] of given.layers.entries()) {
          const steps = raster[heads[l]!]!.slice(16).split('  ')[0]!;
          expect(steps).toHaveLength(spikes.length * (spikes.length <= 16 ? 2 : 1));
          expect(steps.replaceAll('.', '') === '').toBe(spikes.every((fired) => fired === 0));
          const rows = raster.slice(heads[l]! + 1, heads[l + 1]);
          if (cores.length === 1) expect(raster[heads[l]!]).toContain(`on core ${cores[0]!.core},`);
          else expect(rows.length).toBe(Math.ceil(cores.length / Math.ceil(cores.length / 8)));
          const named = rows.map((row) => Number(/ of ([\d,]+)$/.exec(row)![1]!.replace(',', '')));
          if (rows.length > 0) expect(named.reduce((sum, own) => sum + own)).toBe(neurons);
        }
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('are absent where no spikes are simulated, and on other classes', () => {
    expect(textsOf(stateWith(null))).toEqual(['  cores and spikes: not simulated for what ran here']);
    const plain = initialState(fixtureReport(), { columns: 120, rows: 40 });
    expect(textsOf(plain)).toEqual([]);
  });
});
