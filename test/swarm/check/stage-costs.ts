import { type Cause, causes } from '../../../sim/energy/cause.ts';
import type { OutcomeTable } from '../../../sim/sparsity/outcome-table.ts';
import type { SwarmCell } from '../run/swarm-outcome.ts';

/** Consecutive stages of one sample on one unit. */
export interface Work {
  readonly unit: number;
  readonly durationNs: number;
  readonly joules: readonly (readonly [Cause, number])[];
}

/** What one sample costs under one option, read from the target stage by stage, and whether it is answered correctly. */
export interface SampleCost {
  readonly works: readonly Work[];
  readonly correct: boolean;
  /** In [0, 1]. */
  readonly confidence: number;
}

/**
 * Costs of every (option, test sample, clock) of a cell, from its target and tables alone, by default at the first clock; of an
 * option that goes on with what another has done, what is left of them.
 */
export function stageCosts(
  cell: SwarmCell,
): (option: number, sample: number, goesOnFrom?: number, clock?: number) => SampleCost {
  const whole = wholeCosts(cell);
  return (option, sample, goesOnFrom, clock) => {
    const cost = whole(option, sample, clock);
    if (goesOnFrom === undefined || !goesOn(cell, goesOnFrom, option)) return cost;
    const done = whole(goesOnFrom, sample, clock);
    const passed = cell.run.built[goesOnFrom]!.plan.point.exit;
    const all = passed === undefined ? cost : whole(option, sample, clock, passed);
    const works = all.works.map(({ unit, durationNs, joules }, w) => ({
      unit,
      durationNs: Math.max(0, durationNs - done.works[w]!.durationNs),
      joules: joules.map(([cause, j], c) => [cause, Math.max(0, j - done.works[w]!.joules[c]![1])] as const),
    }));
    return { ...cost, works };
  };
}

/**
 * Whether a spiking network that was read keeps its membranes for a later reading, or what came to an exit can go on behind
 * it: all but steps and exit is the same. Under a governor, which may change the clock, passes begin anew.
 */
export function goesOn({ run }: SwarmCell, from: number, to: number): boolean {
  const [first, then] = [run.built[from]!, run.built[to]!];
  const rest = ({ network, unit, plan }: typeof first) => {
    const { id, steps, exit, ...point } = plan.point;
    return JSON.stringify([network, unit, plan.split ?? null, point]);
  };
  const [answered, behind] = [first.plan.point.exit, then.plan.point.exit ?? Number.POSITIVE_INFINITY];
  const anew = run.target.governor !== undefined || run.input.batching || run.input.replicas;
  if (answered !== undefined) return !anew && answered < behind && rest(first) === rest(then);
  const [read, later] = [first.plan.point.steps, then.plan.point.steps];
  return read !== undefined && later !== undefined && read < later && rest(first) === rest(then);
}

/** Costs of every (option, test sample, clock) of a cell. */
function wholeCosts({
  run,
  group,
}: SwarmCell): (option: number, sample: number, clock?: number, passedExit?: number) => SampleCost {
  const known = new Map<string, SampleCost>();
  const { target } = run;
  const lowestW = target.units.map((unit) => Math.min(...unit.powerStates.map((state) => state.powerW)));
  return (option, sample, clock, passedExit) => {
    const key = `${option} ${sample} ${clock} ${passedExit}`;
    const found = known.get(key);
    if (found) return found;
    const { plan, network, accuracyFrom } = run.built[option]!;
    const tabled = group.networks.find(({ id }) => id === network)!;
    const tables = [tabled.test, ...(tabled.others ?? []).map((pair) => pair.test)];
    const table = tables.find((one) => one.key.numericForm === accuracyFrom)!;
    const point = table.points.findIndex(({ id }) => id === plan.point.id);
    const works: { unit: number; durationNs: number; joules: Map<Cause, number> }[] = [];
    const passed = passedExit === undefined ? {} : { passedExits: [passedExit] };
    const at = { ...plan, ...(clock === undefined ? {} : { clock }), point: { ...plan.point, ...passed } };
    for (const stage of target.lower(at, outcomeOf(table, point, sample))) {
      const unit = target.units.findIndex(({ name }) => name === stage.unit);
      let work = works.at(-1);
      if (!work || work.unit !== unit) {
        work = { unit, durationNs: 0, joules: new Map() };
        works.push(work);
      }
      work.durationNs += stage.durationNs;
      for (const cause of causes) {
        const joules = stage.joules[cause];
        if (joules !== undefined) work.joules.set(cause, (work.joules.get(cause) ?? 0) + joules);
      }
    }
    const cost = {
      works: works.map(({ unit, durationNs, joules }) => whole(unit, durationNs, joules, lowestW[unit]!)),
      confidence: table.confidence[point * table.sampleCount + sample]! / 65535,
      correct: table.topClass[point * table.sampleCount + sample] === table.labels[sample],
    };
    known.set(key, cost);
    return cost;
  };
}

/** Whole ns, and no less energy than resting costs in them. */
function whole(unit: number, durationNs: number, joules: ReadonlyMap<Cause, number>, lowestW: number): Work {
  const rounded = Math.round(durationNs);
  const spent = [...joules].sort(([a], [b]) => causes.indexOf(a) - causes.indexOf(b));
  const shortJ = lowestW * rounded * 1e-9 - spent.reduce((sum, [, j]) => sum + j, 0);
  if (shortJ > 0 && spent.length > 0) spent[0] = [spent[0]![0], spent[0]![1] + shortJ];
  return { unit, durationNs: rounded, joules: spent };
}

function outcomeOf(table: OutcomeTable, point: number, sample: number) {
  const layers = table.layers.length;
  const row = point * table.sampleCount + sample;
  const counters = (table.spikeCounters?.length ?? 0) / (table.points.length * table.sampleCount);
  const cut = <T extends Uint16Array | Uint32Array | Float64Array>(values: T, width: number) =>
    values.subarray(row * width, (row + 1) * width) as T;
  return {
    activeInputs: cut(table.activeInputs, layers),
    effectiveMacs: cut(table.effectiveMacs, layers),
    ...(table.spikeCounters ? { spikeCounters: cut(table.spikeCounters, counters) } : {}),
  };
}
