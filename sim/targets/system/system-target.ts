import { si } from '../quantity.ts';
import { capabilitiesOf, type TargetHead } from '../single-unit-target.ts';
import type { Interval, Plan, Stage, Target } from '../target.ts';
import type { UnitModel } from '../unit-model.ts';
import type { SystemProfile } from './profile-schema.ts';

/** Units from the first one to `to`, along the links. */
function route(profile: SystemProfile, to: string): readonly SystemProfile['links'][number][] {
  const start = profile.units[0]!.name;
  const paths: { at: string; links: SystemProfile['links'] }[] = [{ at: start, links: [] }];
  const seen = new Set([start]);
  for (const path of paths) {
    if (path.at === to) return path.links;
    for (const link of profile.links) {
      if (link.from !== path.at || seen.has(link.to)) continue;
      seen.add(link.to);
      paths.push({ at: link.to, links: [...path.links, link] });
    }
  }
  throw new RangeError(`system '${profile.id}' has no links from '${start}' to '${to}'`);
}

const widest = (intervals: readonly Interval[]): Interval => ({
  low: Math.min(...intervals.map((interval) => interval.low)),
  central: 1,
  high: Math.max(...intervals.map((interval) => interval.high)),
});

/**
 * Several processors joined by links. A request reaches the first unit; an inference on a later unit begins with a
 * transfer of the input over every link on the way, which keeps the sending unit busy, and ends with the answer sent
 * back. Whether the later unit must wake first is seen by the simulation from its power states.
 */
export function systemTarget(
  head: TargetHead,
  profile: SystemProfile,
  models: readonly UnitModel[],
  grade: Target['grade'],
  intervals: { readonly latency: Interval | null; readonly energy: Interval | null },
): Target {
  const modelOf = (unit: string): UnitModel => {
    const model = models.find((candidate) => candidate.unit.name === unit);
    if (!model) capabilitiesOf(models, unit, head.id);
    return model!;
  };

  const bytes = si(profile.inputBytes) + si(profile.outputBytes);
  const transfers = new Map<string, readonly Stage[]>();
  for (const model of models) {
    const stages = route(profile, model.unit.name).map((link): Stage => {
      const seconds = 2 * si(link.latency) + bytes / si(link.bandwidth);
      const durationNs = Math.max(1, Math.round(seconds * 1e9));
      const sender = modelOf(link.from);
      const rest = sender.unit.powerStates[0]!.powerW * durationNs * 1e-9;
      return {
        unit: link.from,
        resource: 'io',
        durationNs,
        // The sender sleeps while its DMA works; the wires and both ends' drivers are in the energy per byte.
        joules: { static: rest, io: bytes * si(link.energyPerByte) },
        bytesMoved: bytes,
      };
    });
    transfers.set(model.unit.name, stages);
  }

  return {
    ...head,
    grade,
    units: models.map((model) => model.unit),
    latencyInterval: intervals.latency ?? widest(models.map((model) => model.latencyInterval)),
    energyInterval: intervals.energy ?? widest(models.map((model) => model.energyInterval)),
    capabilities: (unit) => capabilitiesOf(models, unit, head.id),
    fit: (plan: Plan, residentPoints) => modelOf(plan.unit).fit(plan, residentPoints),
    lower: (plan, outcome) => {
      const own = modelOf(plan.unit).lower(plan, outcome);
      const before = transfers.get(plan.unit)!;
      return before.length === 0 ? own : [...before, ...own];
    },
  };
}
