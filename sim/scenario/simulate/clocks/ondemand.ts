import type { Governor } from './governor.ts';

/** Above this load the fastest clock is taken (drivers/cpufreq/cpufreq_ondemand.c: DEF_FREQUENCY_UP_THRESHOLD). */
const upThreshold = 0.8;
/** Times the time of a change (Documentation/cpu-freq/governors.txt: `sampling_rate`); 10 ms where changes take none. */
const samplingFactor = 1000;
const leastSamplingNs = 10_000_000;

/**
 * `ondemand` of the Linux kernel: the busy share since the last sample; above 80% the fastest clock, else the clock
 * nearest to least + load x (most - least). Samples are taken when a pass starts, so seldom as the kernel's by default.
 */
export function ondemand(hz: readonly number[], switchNs: number): Governor {
  const samplingNs = Math.max(leastSamplingNs, samplingFactor * switchNs);
  const [leastHz, mostHz] = [hz[0]!, hz.at(-1)!];
  let sinceNs = 0;
  let busyNs = 0;
  return {
    next({ timeNs, clock }) {
      const passedNs = timeNs - sinceNs;
      if (passedNs < samplingNs) return clock;
      const load = busyNs / passedNs;
      sinceNs = timeNs;
      busyNs = 0;
      if (load > upThreshold) return hz.length - 1;
      const wantedHz = leastHz + load * (mostHz - leastHz);
      return hz.reduce(
        (best, each, i) => (Math.abs(each - wantedHz) < Math.abs(hz[best]! - wantedHz) ? i : best),
        0,
      );
    },
    busy(fromNs, durationNs) {
      busyNs += durationNs - Math.max(0, Math.min(durationNs, sinceNs - fromNs));
    },
  };
}
