import { describe, expect, it } from 'vitest';
import { screenIds } from '../../../sim/dashboard/screens/screen-id.ts';
import { spokenLines } from '../../../sim/dashboard/spoken/spoken-lines.ts';
import { initialState } from '../../../sim/dashboard/state/state.ts';
import { fixtureReport } from '../fixture-report.ts';

const report = fixtureReport();
const start = initialState(report, { columns: 80, rows: 24 });

describe('what a screen reader is given', () => {
  it('names the screen and what is selected, without boxes and plots', () => {
    for (const screen of screenIds) {
      const lines = spokenLines({ ...start, screen });
      expect(lines[0]).toMatch(/^Screen [A-Z]/);
      expect(lines.length).toBeGreaterThan(2);
      expect(lines.join('')).not.toMatch(/[\u2500-\u259f\u2800-\u28ff]/);
    }
    expect(spokenLines({ ...start, screen: 'targets' })[1]).toBe(
      'Row 1 of 28: xeon-8380, vendor-dense, load 0.3',
    );
  });

  it('is how far the run is while there is no cell', () => {
    const live = initialState({ ...report, cells: [], results: [] }, start.viewport, { live: true });
    expect(spokenLines({ ...live, screen: 'policies' }).join('\n')).toContain('opening; 0 cells are here');
  });
});
