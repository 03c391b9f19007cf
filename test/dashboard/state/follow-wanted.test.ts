import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followWanted } from '../../../sim/dashboard/state/follow-wanted.ts';
import type { SimulatedCell } from '../../../sim/dashboard/state/resimulate.ts';
import { initialState } from '../../../sim/dashboard/state/state.ts';
import { createStore } from '../../../sim/dashboard/state/store.ts';
import { selectedCell } from '../../../sim/dashboard/state/visible-rows.ts';
import { fixtureAnswer, fixtureReport } from '../fixture-report.ts';

interface Call {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly resolve: (answer: SimulatedCell) => void;
  readonly reject: (error: Error) => void;
}

function follow() {
  const store = createStore(initialState(fixtureReport(), { columns: 80, rows: 24 }));
  const calls: Call[] = [];
  const stop = followWanted(
    store,
    (_key, { deadlineMs }, signal) =>
      new Promise((resolve, reject) => calls.push({ deadlineMs, signal, resolve, reject })),
  );
  const press = (action: 'shorter-deadline' | 'quit') => store.dispatch({ type: 'action', action });
  const cell = selectedCell(store.getState()).cell;
  return { store, calls, stop, press, cell };
}

describe('following the knob', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('starts one simulation when the knob has settled', async () => {
    const { calls, press, store, cell } = follow();
    press('shorter-deadline');
    press('shorter-deadline');
    expect(calls).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(500);
    expect(calls.map(({ deadlineMs }) => deadlineMs)).toEqual([40]);
    calls[0]!.resolve(fixtureAnswer(cell, 40));
    await vi.advanceTimersByTimeAsync(0);
    expect(selectedCell(store.getState()).tenths).toBe(8);
  });

  it('aborts what was overtaken and ignores its answer', async () => {
    const { calls, press, store, cell } = follow();
    press('shorter-deadline');
    await vi.advanceTimersByTimeAsync(500);
    press('shorter-deadline');
    expect(calls[0]!.signal.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    calls[1]!.resolve(fixtureAnswer(cell, 40));
    calls[0]!.resolve(fixtureAnswer(cell, 45));
    await vi.advanceTimersByTimeAsync(0);
    expect(selectedCell(store.getState()).tenths).toBe(8);
  });

  it('counts the seconds of waiting', async () => {
    const { calls, press, store, cell } = follow();
    press('shorter-deadline');
    await vi.advanceTimersByTimeAsync(3500);
    expect(store.getState().wanted?.waitedS).toBe(3);
    calls[0]!.resolve(fixtureAnswer(cell, 45));
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shows the first line of a failure', async () => {
    const { calls, press, store } = follow();
    press('shorter-deadline');
    await vi.advanceTimersByTimeAsync(500);
    calls[0]!.reject(new Error('out of memory\n  at worker'));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().problem).toBe('out of memory');
  });

  it('aborts when the dashboard is left', async () => {
    const { calls, press, stop } = follow();
    press('shorter-deadline');
    await vi.advanceTimersByTimeAsync(500);
    press('quit');
    expect(calls[0]!.signal.aborted).toBe(true);
    stop();
  });
});
