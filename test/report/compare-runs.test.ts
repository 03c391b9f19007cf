import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../sim/report/compare-runs.ts';
import type { RunReport } from '../../sim/report/run-report.ts';
import { renderComparison } from '../../sim/report/text/render-comparison.ts';
import { sampleReport } from './sample-report.ts';

/** A document whose rows know their seeds; `factor` on all energies of the second run. */
function withSeeds(factor = 1): RunReport {
  const report = sampleReport();
  return {
    ...report,
    results: report.results.map((row) => ({
      ...row,
      bySeed:
        row.energyPerInferenceJ === null
          ? undefined
          : [1, 2, 3].map((seed) => ({
              ...{ seed, requests: 100, ended: 100, correct: 97, lost: 0, switches: 0, regretJ: 1 },
              energyJ: factor * (100 * row.energyPerInferenceJ! + seed * 1e-6),
              latencyP95Ms: row.latencyP95Ms,
            })),
    })),
  };
}

describe('comparing runs', () => {
  it('finds nothing between a run and itself, and every change of energy', () => {
    const same = compareRuns(withSeeds(), withSeeds());
    expect(same.refused).toEqual([]);
    expect(renderComparison(same)).toContain('the same in every repetition');
    const more = compareRuns(withSeeds(), withSeeds(1.5));
    for (const { rows } of more.cells)
      for (const { difference } of rows) {
        const { a, b, certain } = difference.energyPerInferenceJ!;
        expect(b / a).toBeCloseTo(1.5, 9);
        expect(certain).toBe(true);
      }
    expect(renderComparison(more)).toContain('+50.00%');
  });

  it.each([
    ['version', { tool: { name: 'sparsewatt', version: '9.9.9' } }],
    ['seed', { seed: 99 }],
    ['data', { scenario: { ...sampleReport().scenario, data: 'other' } }],
    ['simulated time', { scenario: { ...sampleReport().scenario, horizonS: 1 } }],
    ['paired seeds', { scenario: { ...sampleReport().scenario, pairedSeeds: 99 } }],
    ['grid', { scenario: { ...sampleReport().scenario, gridYear: 1999 } }],
  ] as const)('refuses runs of another %s, and says so', (what, change) => {
    const { refused, cells } = compareRuns(withSeeds(), { ...withSeeds(), ...change } as RunReport);
    expect(cells).toEqual([]);
    expect(refused.join()).toContain(what);
  });

  it('refuses cells of another profile or deadline, and no others', () => {
    const other = withSeeds();
    const [first, ...rest] = other.cells;
    const changed = { ...other, cells: [{ ...first!, deadlineMs: first!.deadlineMs * 2 }, ...rest] };
    const { cells } = compareRuns(withSeeds(), changed);
    expect(cells[0]!.refused).toContain('deadline');
    expect(cells[0]!.rows).toEqual([]);
    for (const { refused } of cells.slice(1)) expect(refused ?? '').not.toContain('deadline');
  });

  it('says where a run is of a version that did not keep its seeds apart', () => {
    const { cells } = compareRuns(sampleReport(), sampleReport());
    expect(cells.map(({ refused }) => refused).join()).toContain('earlier version');
  });
});
