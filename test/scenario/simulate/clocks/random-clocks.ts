import { RandomStream } from '../../../../sim/engine/random/random-stream.ts';
import { clocksOf } from '../../../../sim/scenario/simulate/clocks/simulated-clocks.ts';
import { lowestRestW, type OptionCosts } from '../../../../sim/scenario/simulate/option-costs.ts';
import type { SimulatedSystem } from '../../../../sim/scenario/simulate/request-run.ts';
import type { UnitClocks } from '../../../../sim/targets/target.ts';

/** The same option at a slower clock: longer, at a power between that of resting and its own. */
function slowed(costs: OptionCosts, slowdown: number, powerShare: number, lowW: number): OptionCosts {
  const longer = (ns: Float64Array) => ns.map((each) => Math.round(each * slowdown));
  const energy = slowdown * powerShare;
  const segments = costs.segments.map((segment) => {
    const durationNs = longer(segment.durationNs);
    const { length } = segment.causes;
    return {
      ...segment,
      durationNs,
      // Above rest it costs `energy` times as much, at rest as much a time.
      joules: segment.joules.map((joules, i) => {
        const row = Math.floor(i / length);
        const restJ = i % length === 0 ? lowW * segment.durationNs[row]! * 1e-9 : 0;
        const slowRestJ = i % length === 0 ? lowW * durationNs[row]! * 1e-9 : 0;
        return slowRestJ + Math.max(0, joules - restJ) * energy;
      }),
    };
  });
  const serviceNs = costs.serviceNs.map((_, row) =>
    segments.reduce((sum, { durationNs }) => sum + durationNs[row % durationNs.length]!, 0),
  );
  const marginalJ = costs.marginalJ.map((joules) => joules * energy);
  return { ...costs, segments, serviceNs, marginalJ, meanServiceNs: costs.meanServiceNs * slowdown };
}

/** A system of one unit with two or three clocks and a governor that picks one at random. A pure function of the seed. */
export function withRandomClocks(system: SimulatedSystem, seed: number): SimulatedSystem {
  const dice = new RandomStream(seed, 'clocks', 'system');
  const unit = system.units[0]!;
  const count = 2 + dice.integer(0, 2);
  const slowdowns = Array.from({ length: count }, (_, c) => 2 ** (count - 1 - c));
  const switchNs = [0, 100, 30_000][dice.integer(1, 3)]!;
  const clocks: UnitClocks = {
    hz: slowdowns.map((slowdown) => 1e8 / slowdown),
    volts: slowdowns.map(() => 1),
    own: count - 1,
    switchNs,
    switchJ: dice.uniform(2) * 3 * switchNs * 1e-9,
  };
  const lowW = lowestRestW(unit);
  const costs = slowdowns.map((slowdown, c) =>
    slowdown === 1
      ? system.options
      : system.options.map((option) => slowed(option, slowdown, 0.1 + 0.9 * dice.uniform(3 + c), lowW)),
  );
  const first = dice.integer(10, count);
  return {
    ...system,
    units: [{ ...unit, clocks }],
    options: costs[first]!,
    clocks: clocksOf(clocks, first, costs, () => {
      const choices = new RandomStream(seed, 'clocks', 'governor');
      let asked = 0;
      return { next: () => choices.integer(asked++, count) };
    }),
  };
}
