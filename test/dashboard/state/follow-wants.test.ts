import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followWants } from '../../../sim/dashboard/state/follow-wants.ts';
import { initialState } from '../../../sim/dashboard/state/state.ts';
import { createStore } from '../../../sim/dashboard/state/store.ts';
import { selectedCell } from '../../../sim/dashboard/state/visible-rows.ts';
import type { Questions, RunPart } from '../../../sim/session/questions.ts';
import type { AskOptions } from '../../../sim/session/session.ts';
import { fixtureAnswer, fixtureReport } from '../fixture-report.ts';

interface Call {
  readonly kind: string;
  readonly question: unknown;
  readonly options: AskOptions<never>;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

function follow(live = false) {
  const report = fixtureReport();
  const opened = live ? { ...report, cells: [], results: [] } : report;
  // The policies want nothing but what the knob does.
  const state = initialState(opened, { columns: 80, rows: 24 }, { live });
  const store = createStore({ ...state, screen: 'policies' });
  const calls: Call[] = [];
  const stop = followWants(store, {
    ask: (kind, question, options = {}) =>
      new Promise((resolve, reject) => {
        const settable = {
          deadlineMs: 50,
          batteryJ: null,
          storeJ: null,
          clocks: null,
          parameters: {},
          points: [],
        };
        if (kind === 'knobs') resolve(settable as never);
        if (kind !== 'run' && kind !== 'cell') return;
        calls.push({
          kind,
          question,
          options: options as AskOptions<never>,
          resolve: resolve as (answer: unknown) => void,
          reject,
        });
      }),
  });
  const press = (action: 'knob-down' | 'quit') => store.dispatch({ type: 'action', action });
  const deadlines = () =>
    calls.map(({ question }) => (question as Questions['cell']['question']).change.deadlineMs);
  return { store, calls, stop, press, report, deadlines, cell: report.cells[0]! };
}

describe('following what the state wants', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks once when the knob has settled, and applies the answer', async () => {
    const { calls, press, store, cell, deadlines } = follow();
    press('knob-down');
    press('knob-down');
    expect(calls).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(500);
    expect(deadlines()).toEqual([40]);
    calls[0]!.resolve(fixtureAnswer(cell, 40));
    await vi.advanceTimersByTimeAsync(0);
    expect(selectedCell(store.getState()).settings).toEqual({ deadlineMs: 40 });
  });

  it('aborts what was overtaken and ignores its answer', async () => {
    const { calls, press, store, cell } = follow();
    press('knob-down');
    await vi.advanceTimersByTimeAsync(500);
    press('knob-down');
    expect(calls[0]!.options.signal!.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    calls[1]!.resolve(fixtureAnswer(cell, 40));
    calls[0]!.resolve(fixtureAnswer(cell, 45));
    await vi.advanceTimersByTimeAsync(0);
    expect(selectedCell(store.getState()).settings).toEqual({ deadlineMs: 40 });
  });

  it('counts the seconds of waiting, and leaves no timer', async () => {
    const { calls, press, store, cell } = follow();
    press('knob-down');
    await vi.advanceTimersByTimeAsync(3500);
    expect(store.getState().answers.knob?.waitedS).toBe(3);
    calls[0]!.resolve(fixtureAnswer(cell, 45));
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shows the first line of a failure', async () => {
    const { calls, press, store } = follow();
    press('knob-down');
    await vi.advanceTimersByTimeAsync(500);
    calls[0]!.reject(new Error('out of memory\n  at worker'));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().problem).toBe('out of memory');
  });

  it('aborts when the dashboard is left', async () => {
    const { calls, press, stop } = follow();
    press('knob-down');
    await vi.advanceTimersByTimeAsync(500);
    press('quit');
    expect(calls[0]!.options.signal!.aborted).toBe(true);
    stop();
  });

  it('fills in the cells of a running run in the order of its document, whatever order they come in', async () => {
    const { calls, store, report } = follow(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(calls.map(({ kind }) => kind)).toEqual(['run']);
    const part = calls[0]!.options.onPart as unknown as (part: RunPart) => void;
    part({ kind: 'progress', label: 'simulating', done: 0, total: 28 });
    expect(store.getState().live).toEqual({ label: 'simulating', done: 0, total: 28, sinceS: 0 });
    const places = Array.from({ length: 14 }, (_, place) => place).sort(
      (a, b) => ((a * 5) % 14) - ((b * 5) % 14),
    );
    for (const place of places) {
      const cells = report.cells
        .slice(2 * place, 2 * place + 2)
        .map((cell) => fixtureAnswer(cell, cell.deadlineMs));
      part({ kind: 'cells', place, cells });
    }
    expect(store.getState().cells.map(({ id }) => id)).toEqual(
      initialState(report, { columns: 80, rows: 24 }).cells.map(({ id }) => id),
    );
    calls[0]!.resolve(report);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState()).toMatchObject({ live: null, report });
  });

  it('ends the dashboard with the reason when its run fails', async () => {
    const { calls, store } = follow(true);
    await vi.advanceTimersByTimeAsync(0);
    calls[0]!.reject(new Error('no such zone'));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState()).toMatchObject({ exit: 'failed', problem: 'no such zone' });
  });
});
