import type { OperatingPoint } from '../../sparsity/operating-point.ts';
import { si } from '../quantity.ts';
import { capabilitiesOf, type TargetHead } from '../single-unit-target.ts';
import type { Fit, Interval, Plan, Stage, Target } from '../target.ts';
import type { UnitModel } from '../unit-model.ts';
import { bothFit } from './both-fit.ts';
import type { SystemProfile } from './profile-schema.ts';
import { route } from './route.ts';
import { splitPlan } from './split-plan.ts';

const widest = (intervals: readonly Interval[]): Interval => ({
  low: Math.min(...intervals.map((interval) => interval.low)),
  central: 1,
  high: Math.max(...intervals.map((interval) => interval.high)),
});

/**
 * Several processors joined by links. A request reaches the first unit; an inference on a later unit begins with a
 * transfer of the input over every link on the way, which keeps the sending unit busy, and ends with the answer sent
 * back. Whether the later unit must wake first is seen by the simulation from its power states.
 *
 * A split plan (`Plan.split`) runs its first operators on one unit, sends the dense tensor at the cut on over the links
 * from there, and the rest on the other; its times and joules are those of the parts and transfers, nothing else. What a
 * runtime spends on every inference it spends on both parts.
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

  const first = profile.units[0]!.name;
  const [inputBytes, outputBytes] = [si(profile.inputBytes), si(profile.outputBytes)];
  const linksTo = (from: string, to: string): SystemProfile['links'] => {
    const links = route(profile, from, to);
    if (links === null) throw new RangeError(`system '${profile.id}' has no links from '${from}' to '${to}'`);
    return links;
  };
  /** Bytes over every link on the way; the answer comes back over the same ones and is counted here. */
  const transfer = (from: string, to: string, sentBytes: number): readonly Stage[] =>
    linksTo(from, to).map((link): Stage => {
      const bytes = sentBytes + outputBytes;
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
  const arrivals = new Map(
    models.map((model) => [model.unit.name, transfer(first, model.unit.name, inputBytes)]),
  );
  const routes = profile.units.flatMap(({ name: from }) =>
    profile.units
      .filter(({ name: to }) => to !== from && route(profile, from, to) !== null)
      .map(({ name: to }) => ({ from, to })),
  );

  const lowerSplit = (plan: Plan): readonly Stage[] => {
    const { head: early, tail: late, crossingBytes } = splitPlan(plan);
    const to = plan.split!.unit;
    return [
      ...arrivals.get(plan.unit)!,
      ...(early ? modelOf(plan.unit).lower(early, null) : []),
      ...transfer(plan.unit, to, crossingBytes ?? inputBytes),
      ...(late ? modelOf(to).lower(late, null) : []),
    ];
  };
  const fitSplit = (plan: Plan, points: readonly OperatingPoint[]): Fit => {
    const { head: early, tail: late, pointsOf } = splitPlan(plan);
    const side = (part: Plan) => modelOf(part.unit).fit(part, pointsOf(part, points));
    if (!early || !late) return side((early ?? late)!);
    return bothFit(side(early), early.unit, side(late), late.unit);
  };

  return {
    ...head,
    grade,
    units: models.map((model) => model.unit),
    latencyInterval: intervals.latency ?? widest(models.map((model) => model.latencyInterval)),
    energyInterval: intervals.energy ?? widest(models.map((model) => model.energyInterval)),
    capabilities: (unit) => capabilitiesOf(models, unit, head.id),
    ...(routes.length > 0 ? { routes } : {}),
    fit: (plan: Plan, residentPoints) =>
      plan.split ? fitSplit(plan, residentPoints) : modelOf(plan.unit).fit(plan, residentPoints),
    lower: (plan, outcome) => {
      if (plan.split) return lowerSplit(plan);
      const own = modelOf(plan.unit).lower(plan, outcome);
      const before = arrivals.get(plan.unit)!;
      return before.length === 0 ? own : [...before, ...own];
    },
  };
}
