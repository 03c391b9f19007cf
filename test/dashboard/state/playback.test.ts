import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followClock } from '../../../sim/dashboard/state/follow-clock.ts';
import {
  afterTick,
  faster,
  type Playback,
  playheadNs,
  speeds,
  togglePlaying,
} from '../../../sim/dashboard/state/playback.ts';
import { createStore } from '../../../sim/dashboard/state/store.ts';
import { randomWatchable } from '../../scenario/record/recorded.ts';
import { recordedState } from '../recorded-state.ts';

const endNs = 3600e9;
const at = (speed: number): Playback => ({ atNs: 0, speed: speeds.indexOf(speed as 1), isPlaying: true });

describe('playing', () => {
  it('passes simulated time at its speed, whatever the length of ticks, and stops at the end', () => {
    for (const ticks of [[1000], [300, 700], Array.from({ length: 100 }, () => 10)]) {
      const played = ticks.reduce((now, ms) => afterTick(now, ms, endNs, true), at(60));
      expect(played).toMatchObject({ atNs: 60e9, isPlaying: true });
    }
    expect(afterTick(at(4000), 1000, endNs, true)).toMatchObject({ atNs: endNs, isPlaying: false });
    expect(afterTick(at(4000), 1000, endNs, false)).toMatchObject({ atNs: endNs, isPlaying: true });
    expect(afterTick(at(Number.POSITIVE_INFINITY), 1, endNs, true)).toMatchObject({ atNs: endNs });
    const paused = { ...at(60), isPlaying: false };
    expect(afterTick(paused, 1000, endNs, true)).toBe(paused);
  });

  it('begins at the start where it stands at the end, and keeps to the speeds there are', () => {
    const opened = { atNs: null, speed: 0, isPlaying: false };
    expect(playheadNs(opened, endNs)).toBe(endNs);
    expect(togglePlaying(opened, endNs)).toMatchObject({ atNs: 0, isPlaying: true });
    expect(togglePlaying({ ...opened, atNs: 5 }, endNs)).toMatchObject({ atNs: 5, isPlaying: true });
    expect(faster(opened, -1).speed).toBe(0);
    expect(faster(opened, 99).speed).toBe(speeds.length - 1);
    expect([...speeds].sort((a, b) => a - b)).toEqual([...speeds]);
    expect(speeds[0]).toBe(1);
  });
});

describe('the clock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ticks while something plays, and is no timer otherwise', () => {
    const store = createStore(recordedState(randomWatchable(7), 'overview'));
    let nowMs = 0;
    let events = 0;
    const stop = followClock(store, () => nowMs);
    store.subscribe(() => events++);
    const pass = (ms: number) => {
      for (let passed = 0; passed < ms; passed += 10) {
        nowMs += 10;
        vi.advanceTimersByTime(10);
      }
    };
    expect(vi.getTimerCount()).toBe(0);
    pass(1000);
    expect(events).toBe(0);
    for (let i = 0; i < 9; i++) store.dispatch({ type: 'action', action: 'slower' });
    store.dispatch({ type: 'action', action: 'play' });
    events = 0;
    expect(vi.getTimerCount()).toBe(1);
    pass(1);
    // The fixture's run is over within a tick.
    pass(100);
    expect(events).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    store.dispatch({ type: 'action', action: 'play' });
    store.dispatch({ type: 'action', action: 'policies' });
    expect(vi.getTimerCount()).toBe(0);
    store.dispatch({ type: 'action', action: 'overview' });
    expect(vi.getTimerCount()).toBe(1);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
