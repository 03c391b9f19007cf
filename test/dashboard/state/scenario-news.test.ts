import { describe, expect, it } from 'vitest';
import { reduce } from '../../../sim/dashboard/state/reduce.ts';
import { newsField } from '../../../sim/dashboard/state/scenario-news.ts';
import { type DashboardState, initialState } from '../../../sim/dashboard/state/state.ts';
import { wantsOf } from '../../../sim/dashboard/state/wants-of.ts';
import type { ScenarioNews } from '../../../sim/session/questions.ts';
import { fixtureReport } from '../fixture-report.ts';

const report = fixtureReport();
const start = initialState(report, { columns: 80, rows: 24 });

function hear(state: DashboardState, part: ScenarioNews): DashboardState {
  const { slot, key } = wantsOf(state).find((want) => want.slot === 'scenario')!;
  return reduce(reduce(state, { type: 'asked', slot, key }), { type: 'part', slot, key, part });
}
const changedTo = (hash: string): ScenarioNews => ({
  kind: 'changed',
  report: { ...report, cells: [], results: [], scenario: { ...report.scenario, hash, horizonS: 7 } },
});
const anew = (state: DashboardState) => reduce(state, { type: 'action', action: 'run-anew' });

describe('news of the scenario', () => {
  it('that is invalid is shown, and what was shown stays', () => {
    const invalid = hear(start, {
      kind: 'invalid',
      problem: 'a.yaml:3:1 error E_X is wrong.\n  3 | x: 1\n    | ^\n  hint',
    });
    expect(newsField(invalid)!.text).toBe(
      '✗ what is shown is of the text before: a.yaml:3:1 error E_X is wrong; hint',
    );
    expect(invalid.cells).toBe(start.cells);
    expect(anew(invalid)).toBe(invalid);
  });

  it('that has changed runs when asked for, and goes when it is changed back', () => {
    const changed = hear(start, changedTo('a'.repeat(64)));
    expect(newsField(changed)!.text).toContain('has changed: R runs it');
    expect(newsField(hear(changed, changedTo(report.scenario.hash)))).toBeNull();
    const running = anew(changed);
    expect(running).toMatchObject({ cells: [], news: null, report: { scenario: { horizonS: 7 } } });
    expect(wantsOf(running)).toEqual([{ slot: 'run', key: 'run 1', question: { anew: true } }]);
    expect(anew(running)).toBe(running);
  });
});
