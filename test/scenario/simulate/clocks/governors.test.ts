import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ondemand } from '../../../../sim/scenario/simulate/clocks/ondemand.ts';
import { pace } from '../../../../sim/scenario/simulate/clocks/pace.ts';
import { schedutil } from '../../../../sim/scenario/simulate/clocks/schedutil.ts';

const hz = [25e6, 55e6, 110e6, 160e6];
const ahead = { samples: 1, timeNs: 0, deadlineLeftNs: 0, waiting: 0, option: 0, clock: 3 };
const ms = 1e6;

describe('schedutil', () => {
  it('averages as a sum over small steps does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 60 })), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.integer({ min: 0, max: 3 }),
        (work, clock) => {
          const governor = schedutil(hz);
          const keptAStep = 2 ** (-0.01 / (32 * 1.024));
          let [util, nowMs] = [0, 0];
          const step = (lengthMs: number, level: number) => {
            for (let i = 0; i < 100 * lengthMs; i++) util = util * keptAStep + level * (1 - keptAStep);
            nowMs += lengthMs;
          };
          for (const [restMs, busyMs] of work) {
            step(restMs, 0);
            governor.busy!(nowMs * ms, busyMs * ms, clock);
            step(busyMs, hz[clock]! / hz[3]!);
          }
          const wanted = 1.25 * hz[3]! * util;
          // Next to a clock itself the sum of steps may fall on the other side.
          if (hz.some((each) => Math.abs(each / wanted - 1) < 1e-6)) return;
          const found = hz.findIndex((each) => each >= wanted);
          expect(governor.next({ ...ahead, timeNs: nowMs * ms })).toBe(found < 0 ? 3 : found);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('takes the slowest clock after a rest, and the fastest when it is always busy', () => {
    const governor = schedutil(hz);
    expect(governor.next(ahead)).toBe(0);
    governor.busy!(0, 1000 * ms, 3);
    expect(governor.next({ ...ahead, timeNs: 1000 * ms })).toBe(3);
    expect(governor.next({ ...ahead, timeNs: 5000 * ms })).toBe(0);
  });
});

describe('ondemand', () => {
  const clockAfter = (busyMs: number, passedMs: number) => {
    const governor = ondemand(hz, 60_000);
    governor.busy!(0, busyMs * ms, 3);
    return governor.next({ ...ahead, timeNs: passedMs * ms });
  };

  it.each([
    [0, 100, 0],
    [30, 100, 1],
    [60, 100, 2],
    [80, 100, 2],
    [81, 100, 3],
    [100, 100, 3],
  ])('busy %d of %d ms: clock %d', (busyMs, passedMs, clock) => {
    expect(clockAfter(busyMs, passedMs)).toBe(clock);
  });

  it('keeps the clock until a thousand times the time of a change has passed', () => {
    expect(clockAfter(0, 59)).toBe(3);
    expect(clockAfter(0, 60)).toBe(0);
  });
});

describe('pace', () => {
  it('is the slowest clock that is expected to keep the deadline, with a tenth in reserve', () => {
    const meanNs = hz.map((each) => [1e15 / each]);
    const unit = { hz, volts: [0.9, 1, 1.1, 1.2], own: 3, switchNs: 60_000, switchJ: 1e-6 };
    const governor = pace(unit, { most: 1, ns: (clock, option) => meanNs[clock]![option]! });
    fc.assert(
      fc.property(
        fc.integer({ min: -10, max: 400 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 3 }),
        (leftMs, waiting, clock) => {
          const deadlineLeftNs = leftMs * ms;
          const chosen = governor.next({ ...ahead, deadlineLeftNs, waiting, clock });
          const keeps = (c: number) =>
            (c === clock ? 0 : 60_000) + 1.1 * (meanNs[c]![0]! + waiting * meanNs[3]![0]!) <=
            deadlineLeftNs + 1e-3;
          if (chosen < 3) expect(keeps(chosen)).toBe(true);
          for (let slower = 0; slower < chosen; slower++) expect(keeps(slower)).toBe(false);
        },
      ),
    );
  });
});
