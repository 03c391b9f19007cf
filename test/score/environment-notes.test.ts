import { describe, expect, it } from 'vitest';
import { environmentNotes } from '../../sim/score/environment-notes.ts';
import type { RunResult } from '../../sim/score/run-result.ts';

const row = (policy: string, more: Partial<RunResult>) => ({ policy, ...more }) as RunResult;
const supply = { offShare: 0, restarts: 0, storedJ: 2, spilledJ: 0, leakedJ: 0 };

describe('notes on surroundings', () => {
  it('are none where nothing is simulated', () => {
    expect(environmentNotes([row('dense', {})])).toEqual([]);
  });

  it('name those whose supply is cut off, least first', () => {
    const rows = [
      row('dense', { supply: { ...supply, offShare: 0.5, restarts: 3, storedJ: 4 } }),
      row('static-L1', { supply }),
      row('random', { supply: { ...supply, offShare: 0.1, restarts: 1 } }),
    ];
    const [off, , stored] = environmentNotes(rows);
    expect(off).toMatch(/under 2 of 3 policies.*: random 10\.0% \(1\), dense 50\.0% \(3\)$/);
    expect(stored).toMatch(/2\.00 to 4\.00 J/);
    expect(environmentNotes([row('dense', { supply })])[0]).toBe('the supply is never cut off');
  });

  it('say how warm each became', () => {
    expect(environmentNotes([row('dense', { heat: { peakC: 61.23, slowedShare: 0.25 } })])).toEqual([
      'warmest, and share of the time slowed down by heat: dense 61.2 °C (25.0%)',
    ]);
  });
});
