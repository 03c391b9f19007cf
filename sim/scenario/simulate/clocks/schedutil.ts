import type { Governor } from './governor.ts';
import { slowestFrom } from './slowest-from.ts';

/** A running average forgets half within 32 periods of 1024 us (PELT, kernel/sched/pelt.c). */
const halfLifeNs = 32 * 1_024_000;
/** A quarter more than is used (kernel/sched/cpufreq_schedutil.c: "C = 1.25"). */
const headRoom = 1.25;

/**
 * `schedutil` of the Linux kernel (Documentation/scheduler/schedutil.rst): next_freq = 1.25 x max_freq x util / max, the
 * slowest clock from there on. `util` is the busy share of the time, a slow clock counting as the share of the fastest
 * that it is, averaged with weights that halve every 32.8 ms; here in closed form. The kernel asks again at every tick,
 * this governor when a pass starts.
 */
export function schedutil(hz: readonly number[]): Governor {
  const fastestHz = hz.at(-1)!;
  let util = 0;
  let atNs = 0;
  const pass = (untilNs: number, level: number) => {
    const kept = 2 ** (-Math.max(0, untilNs - atNs) / halfLifeNs);
    util = util * kept + level * (1 - kept);
    atNs = Math.max(atNs, untilNs);
  };
  return {
    next({ timeNs }) {
      pass(timeNs, 0);
      return slowestFrom(hz, headRoom * fastestHz * util);
    },
    busy(fromNs, durationNs, clock) {
      pass(fromNs, 0);
      pass(fromNs + durationNs, hz[clock]! / fastestHz);
    },
  };
}
