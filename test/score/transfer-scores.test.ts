import { describe, expect, it } from 'vitest';
import { simulateCell } from '../../sim/scenario/simulate/simulate-cell.ts';
import { scoreCell } from '../../sim/score/score-cell.ts';
import { transferScores } from '../../sim/score/transfer-scores.ts';
import { networks, smallCell, smallTarget } from '../scenario/simulate/small-target.ts';

describe('transfer of the best static option', () => {
  it('compares what another target would choose with the own choice', () => {
    const cell = { ...smallCell, seeds: [1], policies: ['best-static'], horizonS: 1 };
    const score = (id: string, accuracyFloor: number) => {
      const target = { ...smallTarget(), id };
      const scored = scoreCell(simulateCell({ ...cell, accuracyFloor }, target, target, networks));
      return { cell: scored.cell, pilots: scored.references.pilots };
    };
    const lax = score('lax', 0.88);
    const strict = score('strict', 0.95);
    const transfers = transferScores([lax, strict]);
    expect(transfers).toHaveLength(2);
    const toStrict = transfers.find((t) => t.target === 'strict')!;
    expect(toStrict).toMatchObject({ fromTarget: 'lax', option: 'L2', feasible: false });
    expect(toStrict.energyRatio).toBeLessThan(1);
    const toLax = transfers.find((t) => t.target === 'lax')!;
    expect(toLax.feasible).toBe(true);
    expect(toLax.energyRatio).toBeGreaterThan(1);
    expect(transferScores([lax, lax])).toEqual([]);
  });
});
