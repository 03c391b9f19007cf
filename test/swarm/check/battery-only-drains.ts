import type { Check } from './check.ts';

/** A battery never gains charge, and the time at which it is empty fits to what was spent and seen. */
export const batteryOnlyDrains: Check = ({ cells }) => {
  const wrong: string[] = [];
  for (const { name, run: cellRun, watched, score } of cells) {
    const { batteryJ } = cellRun.input;
    watched.forEach(({ witness, run }, r) => {
      const where = `${name} run ${r}`;
      const emptyNs = run.batteryEmptyAtNs;
      let last = 1;
      for (const { batteryShare, timeNs, request } of witness.decisions) {
        const seen = `${where}: request ${request} saw a charge of ${batteryShare}`;
        if (!(batteryShare >= 0 && batteryShare <= 1)) wrong.push(seen);
        if (batteryShare > last) wrong.push(`${seen}, after ${last}`);
        if (batteryJ === undefined && batteryShare !== 1) wrong.push(`${seen} on mains power`);
        if (emptyNs !== null && timeNs >= emptyNs && batteryShare > 0 && timeNs > emptyNs)
          wrong.push(`${seen} at ${timeNs} ns, though empty since ${emptyNs} ns`);
        if (batteryShare === 0 && (emptyNs === null || emptyNs > timeNs))
          wrong.push(`${seen} at ${timeNs} ns, though empty only at ${emptyNs} ns`);
        last = batteryShare;
      }
      const empty = batteryJ !== undefined && run.energyJ >= batteryJ;
      if (empty !== (emptyNs !== null))
        wrong.push(`${where}: ${run.energyJ} J of ${batteryJ} J, empty at ${emptyNs} ns`);
      if (emptyNs !== null && !(emptyNs >= 0 && emptyNs <= run.endNs))
        wrong.push(`${where}: empty at ${emptyNs} ns of ${run.endNs} ns`);
    });
    cellRun.policies.forEach(({ policy, runs }, p) => {
      const times = runs.flatMap((one) =>
        one.batteryEmptyAtNs === null ? [] : [one.batteryEmptyAtNs / 1e9],
      );
      const first = times.length > 0 ? Math.min(...times) : null;
      if (score.details[p]!.batteryEmptyAtS !== first)
        wrong.push(
          `${name} ${policy}: empty at ${score.details[p]!.batteryEmptyAtS} s, its runs at ${first} s`,
        );
    });
  }
  return wrong;
};
