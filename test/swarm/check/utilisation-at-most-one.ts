import type { Check } from './check.ts';
import { servesOneByOne } from './serves-one-by-one.ts';

/** No unit works longer than the run lasts, and the time worked is what the passes take. */
export const utilisationAtMostOne: Check = ({ cells }) => {
  const wrong: string[] = [];
  for (const { name, run: cellRun, watched } of cells) {
    watched.forEach(({ system, run }, r) => {
      const where = `${name} run ${r}`;
      if (run.serviceNs > system.units.length * run.endNs)
        wrong.push(`${where}: ${run.serviceNs} ns worked by ${system.units.length} units in ${run.endNs} ns`);
      // What a pass of several samples takes no option says, and which replica had it no count.
      if (!servesOneByOne(cellRun)) return;
      const busyNs = system.units.map(() => ({ least: 0, most: 0 }));
      const { options, clocks } = system;
      // Options are at the fastest clock; the others are numbered after them, clock by clock.
      options.forEach(({ segments }, option) => {
        const slower = (clocks?.costs ?? []).filter((_, i) => i % options.length === option);
        // A pass that goes on with another takes what that has left of it.
        const shorter = (system.continuations?.costs ?? []).filter(
          (_, i) => system.continuations!.shown(options.length + i) === option,
        );
        segments.forEach(({ unit, durationNs }, s) => {
          const others = [...slower, ...shorter].map((costs) => costs.segments[s]!.durationNs);
          const all = [durationNs, ...others].flatMap((ns) => [...ns]);
          busyNs[unit]!.least += run.passes[option]! * all.reduce((a, b) => Math.min(a, b));
          busyNs[unit]!.most += run.passes[option]! * all.reduce((a, b) => Math.max(a, b));
        });
      });
      busyNs.forEach(({ least }, u) => {
        if (least > run.endNs)
          wrong.push(`${where}: ${system.units[u]!.name} works at least ${least} ns of ${run.endNs} ns`);
      });
      const least = busyNs.reduce((sum, busy) => sum + busy.least, 0);
      const most = busyNs.reduce((sum, busy) => sum + busy.most, 0);
      const stretched = (system.faults?.slowDowns ?? []).length > 0;
      if (run.serviceNs < least || (!stretched && run.serviceNs > most))
        wrong.push(`${where}: ${run.serviceNs} ns worked, the passes take ${least} to ${most} ns`);
    });
  }
  return wrong;
};
