import type { Network } from '../../network/network.ts';
import type { NetworkRole, OptionTraits } from '../../policies/policy.ts';
import { isFurther } from '../../sparsity/further-points.ts';
import { isSpiking } from '../../sparsity/is-spiking.ts';
import type { OperatingPoint } from '../../sparsity/operating-point.ts';
import type { NumericForm, OutcomeTable } from '../../sparsity/outcome-table.ts';
import { governorClocks } from '../../targets/clocks/governor-clocks.ts';
import type { Fit, Plan, Target } from '../../targets/target.ts';
import type { TablePair } from './cell-input.ts';
import { formOfUnit } from './form-of-unit.ts';
import { type OptionCosts, optionCosts } from './option-costs.ts';
import { optionTraits } from './option-traits.ts';
import { residentFits } from './resident-fit.ts';
import { type PlannedSplit, splitPlans } from './split-plans.ts';
import { unitsOfNetwork } from './units-of-network.ts';

/** A network with what its kernels did, ready to be planned on a target. */
export interface TabledNetwork extends TablePair {
  readonly id: string;
  readonly role: NetworkRole;
  readonly network: Network;
  /** As in `CellNetwork`. */
  readonly others?: readonly TablePair[];
  readonly units?: readonly string[];
  readonly notOn?: readonly string[];
}

/** A point of a network on a unit (or split between two), whether it fits or not; costs only where it does. */
export interface BuiltOption {
  readonly id: string;
  readonly network: string;
  readonly role: NetworkRole;
  readonly point: string;
  /** Name of the unit; `mcu+gpu` where the network is split. */
  readonly unit: string;
  /** Where it is split: the last operator on the first unit, and what crosses to the other. */
  readonly cut?: { readonly node: string; readonly bytes: number };
  readonly sparsity: number;
  readonly gated: boolean;
  readonly traits?: OptionTraits;
  readonly plan: Plan;
  /** Fit of the option alone. */
  readonly fit: Fit;
  readonly validation: OptionCosts | null;
  readonly test: OptionCosts | null;
  /** Of a kind that a scenario asks for besides the levels of a ladder and their gates. */
  readonly further?: true;
  /** Costs with the head of an earlier exit run on the way, where the point answers at one or behind them all. */
  readonly afterExit?: (exit: number) => ClockCosts;
  /** Costs at another clock of its unit, where it fits and a governor may choose one. */
  readonly atClock?: (clock: number) => ClockCosts;
  /** Mean multiply-accumulates per inference on the test table; null where the table does not count them. */
  readonly meanMacs: number | null;
  /** Numeric form of the table the accuracy is read from. */
  readonly accuracyFrom: NumericForm;
}

/** What an option costs at one clock. */
export interface ClockCosts {
  readonly validation: OptionCosts;
  readonly test: OptionCosts;
}

/** The options of a target, and which of them an adaptive policy may choose from. */
export interface BuiltOptions {
  readonly options: readonly BuiltOption[];
  /**
   * Ladder options whose points fit into memory together (per unit, the densest left out until they do; then splits,
   * those of least energy first, of equal ones the more often right, as far as their parts fit beside those).
   */
  readonly choices: readonly BuiltOption[];
  /** Which points and cuts were left out, and why. */
  readonly notes: readonly string[];
}

/**
 * Every (network, point, unit), with its fit and costs, then the splits. Under a governor costs are those at its first clock.
 * @param mostCuts cuts of one point between one pair of units; 0: networks are not split
 * @throws RangeError when two options get the same id, or the points of a network's two tables differ
 */
export function buildOptions(target: Target, networks: readonly TabledNetwork[], mostCuts = 0): BuiltOptions {
  const options: BuiltOption[] = [];
  const notRun: string[] = [];
  for (const tabled of networks) {
    checkPoints(tabled);
    for (const unit of unitsOfNetwork(target, tabled)) {
      tabled.validation.points.forEach((point, index) => {
        if (runsPattern(target, unit.name, point))
          options.push(buildOption(target, tabled, unit.name, index));
        else notRun.push(`${point.id} is no option on ${unit.name}: ${target.runtime} has no kernels for it`);
      });
    }
  }
  const planned = mostCuts > 0 ? networks.map((tabled) => splitPlans(target, tabled, mostCuts)) : [];
  planned.forEach(({ splits }, n) => {
    for (const { index, plan, node, bytes } of splits)
      options.push(buildOption(target, networks[n]!, plan.unit, index, { plan, node, bytes }));
  });
  const twice = options.find((option, i) => options.findIndex((o) => o.id === option.id) !== i);
  if (twice) throw new RangeError(`two options are called ${twice.id}; give the networks different ids`);
  return {
    options,
    choices: residentTogether(target, options),
    notes: [...notRun, ...planned.flatMap(({ notes }) => notes)],
  };
}

/** @throws RangeError when the tables of a network differ in their points or images */
function checkPoints({ id, validation, test, others = [] }: TabledNetwork): void {
  const ids = (table: OutcomeTable) => table.points.map((point) => point.id).join(' ');
  // Points of a spiking code are its own; a pair of another code is there for the reference alone.
  const alike = others.filter((pair) => !isSpiking(pair.test.key.numericForm));
  const tables = [test, ...alike.flatMap((pair) => [pair.validation, pair.test])];
  if (tables.some((table) => ids(table) !== ids(validation))) {
    throw new RangeError(`${id}: the validation and test tables hold different points; measure both again`);
  }
  for (const pair of others) {
    if (
      pair.validation.sampleCount !== validation.sampleCount ||
      pair.test.sampleCount !== test.sampleCount
    ) {
      throw new RangeError(
        `${id}: the tables of ${pair.test.key.numericForm} hold other numbers of images than those of ${test.key.numericForm}; measure both again`,
      );
    }
  }
}

function buildOption(
  target: Target,
  tabled: TabledNetwork,
  unit: string,
  index: number,
  split?: Omit<PlannedSplit, 'index'>,
): BuiltOption {
  const { network, role } = tabled;
  const { numericForm, pair } = formOfUnit(target, unit, tabled);
  const { validation, test } = pair;
  const point = validation.points[index]!;
  const plan: Plan = split?.plan ?? { network, unit, numericForm, point, ...firstClock(target) };
  const traits = optionTraits(
    point,
    validation.points.filter((other) => runsPattern(target, unit, other)),
  );
  const fit = target.fit(plan, [point]);
  const costs = clockCosts(target, plan, pair, index);
  const name = role === 'ladder' ? point.id : tabled.id;
  const place = split ? `${unit}+${plan.split!.unit}` : unit;
  return {
    id: target.units.length === 1 ? name : `${name}@${place}${split ? `:${split.node}` : ''}`,
    network: tabled.id,
    role,
    point: point.id,
    unit: place,
    ...(split ? { cut: { node: split.node, bytes: split.bytes } } : {}),
    sparsity: meanSparsity(network, point),
    gated: point.gates.some((gate) => gate !== null),
    ...(traits ? { traits } : {}),
    plan,
    fit,
    ...(isFurther(point) ? { further: true as const } : {}),
    ...(fit.fits && traits?.exit !== undefined && point.steps === undefined
      ? { afterExit: costsAfterExit(target, plan, pair, index) }
      : {}),
    ...(fit.fits
      ? { ...costs(plan.clock), ...(plan.clock === undefined ? {} : { atClock: costs }) }
      : { validation: null, test: null }),
    meanMacs: meanMacs(test, index),
    accuracyFrom: validation.key.numericForm,
  };
}

/** Whether a unit has kernels for the point's pattern, if it has one. */
function runsPattern(target: Target, unit: string, { pattern }: OperatingPoint): boolean {
  if (!pattern) return true;
  const known = target.capabilities(unit).patterns ?? [];
  return known.some(({ kept, group }) => kept === pattern.kept && group === pattern.group);
}

function firstClock({ governor, units }: Target): Pick<Plan, 'clock'> {
  const clocks = units[0]!.clocks;
  return governor && clocks ? { clock: governorClocks(governor, clocks).first } : {};
}

/** Costs of an option by clock, each made when it is first asked for. */
function clockCosts(target: Target, plan: Plan, { validation, test }: TablePair, index: number) {
  const made = new Map<number | undefined, ClockCosts>();
  return (clock: number | undefined): ClockCosts => {
    let costs = made.get(clock);
    if (!costs) {
      const at = { ...plan, ...(clock === undefined ? {} : { clock }) };
      costs = {
        validation: optionCosts(target, at, validation, index),
        test: optionCosts(target, at, test, index),
      };
      made.set(clock, costs);
    }
    return costs;
  };
}

/** Costs of an option that goes on from an earlier exit, each made when it is first asked for. */
function costsAfterExit(target: Target, plan: Plan, pair: TablePair, index: number) {
  const made = new Map<number, ClockCosts>();
  return (exit: number): ClockCosts => {
    let costs = made.get(exit);
    if (!costs) {
      const point = { ...plan.point, passedExits: [exit] };
      costs = clockCosts(target, { ...plan, point }, pair, index)(plan.clock);
      made.set(exit, costs);
    }
    return costs;
  };
}

function residentTogether(target: Target, options: readonly BuiltOption[]): BuiltOption[] {
  const choices: BuiltOption[] = [];
  const ladder = options.some((option) => option.role === 'ladder');
  for (const unit of target.units) {
    // Without a ladder there is nothing to adapt: the networks themselves are then the list, one resident at a time.
    const candidates = options
      .filter((o) => o.unit === unit.name && o.fit.fits && (o.role === 'ladder' || !ladder))
      .sort((a, b) => b.sparsity - a.sparsity);
    for (let count = candidates.length; count > 0; count--) {
      const kept = candidates.slice(0, count);
      if (!fitTogether(target, kept)) continue;
      choices.push(...options.filter((option) => kept.includes(option)));
      break;
    }
  }
  const splits = options
    .filter((o) => o.cut && o.fit.fits && (o.role === 'ladder' || !ladder))
    .sort((a, b) => costOf(a) - costOf(b) || b.validation!.accuracy - a.validation!.accuracy);
  const kept: BuiltOption[] = [];
  for (const split of splits) if (fitTogether(target, [...choices, ...kept, split])) kept.push(split);
  return [...choices, ...options.filter((option) => kept.includes(option))];
}

const costOf = ({ validation }: BuiltOption) => validation!.meanMarginalJ;

function fitTogether(target: Target, options: readonly BuiltOption[]): boolean {
  return residentFits(target, options).every(({ fit }) => fit.fits);
}

/** Memory with all of these options resident, summed over units, bytes. */
export function residentBytes(target: Target, options: readonly BuiltOption[]): number {
  return residentFits(target, options).reduce((bytes, { fit }) => bytes + fit.peakMemoryBytes, 0);
}

function meanSparsity(network: Network, { levels, pattern }: OperatingPoint): number {
  if (pattern) return 1 - pattern.kept / pattern.group;
  if (!network.ladder || levels.length === 0) return 0;
  const { levels: known } = network.ladder;
  return levels.reduce((sum, level) => sum + (known[level]?.sparsity ?? 0), 0) / levels.length;
}

function meanMacs(table: OutcomeTable, point: number): number | null {
  const perPoint = table.sampleCount * table.layers.length;
  if (table.effectiveMacs.length !== table.points.length * perPoint || perPoint === 0) return null;
  let sum = 0;
  for (let i = point * perPoint; i < (point + 1) * perPoint; i++) sum += table.effectiveMacs[i]!;
  return sum / table.sampleCount;
}
