import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { atFrameRate } from '../../../sim/dashboard/state/at-frame-rate.ts';
import { initialState } from '../../../sim/dashboard/state/state.ts';
import { createStore } from '../../../sim/dashboard/state/store.ts';
import { fixtureReport } from '../fixture-report.ts';

describe('drawing at the rate of frames', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('tells what the user does at once and the rest once a frame, and loses nothing', () => {
    const report = fixtureReport();
    const opened = { ...report, cells: [], results: [] };
    const store = createStore(initialState(opened, { columns: 80, rows: 24 }, { live: true }));
    store.dispatch({ type: 'asked', slot: 'run', key: 'run 0' });
    const seen: unknown[] = [];
    const stop = atFrameRate(store)(() => seen.push(store.getState().live?.done));
    const progress = (done: number) =>
      store.dispatch({
        ...{ type: 'part', slot: 'run', key: 'run 0' },
        part: { kind: 'progress', label: 'simulating', done, total: 9 },
      });
    for (let done = 1; done <= 5; done++) progress(done);
    expect(seen).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(seen).toEqual([5]);
    progress(6);
    store.dispatch({ type: 'action', action: 'targets' });
    expect(seen).toEqual([5, 6]);
    vi.advanceTimersByTime(500);
    expect(seen).toEqual([5, 6]);
    progress(7);
    stop();
    vi.advanceTimersByTime(500);
    expect(seen).toEqual([5, 6]);
  });
});
