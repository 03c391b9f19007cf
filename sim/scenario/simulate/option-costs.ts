import { causes } from '../../energy/cause.ts';
import { isSpiking } from '../../sparsity/is-spiking.ts';
import type { OutcomeTable } from '../../sparsity/outcome-table.ts';
import type { Plan, SampleOutcome, Target, Unit } from '../../targets/target.ts';

/** Consecutive stages of an inference on one unit. Where costs do not depend on the sample, `stride` is 0. */
export interface Segment {
  /** Index of the unit. */
  readonly unit: number;
  readonly stride: 0 | 1;
  /** [samples or 1], whole ns. */
  readonly durationNs: Float64Array;
  /** Indices into `causes` of those that spend anything. */
  readonly causes: readonly number[];
  /** [samples or 1][causes] */
  readonly joules: Float64Array;
}

/** What every sample of one table costs under one option, and whether it is answered correctly. */
export interface OptionCosts {
  readonly sampleCount: number;
  readonly segments: readonly Segment[];
  /** [samples] 1 where the top class is the label. */
  readonly correct: Uint8Array;
  /** [samples] in units of 1/65535. */
  readonly confidence: Uint16Array;
  /** Whole service time without queueing or waking, ns, and energy above the units' lowest rest power, J: [samples or 1]. */
  readonly stride: 0 | 1;
  readonly serviceNs: Float64Array;
  readonly marginalJ: Float64Array;
  readonly meanServiceNs: number;
  readonly meanMarginalJ: number;
  readonly accuracy: number;
}

/**
 * Costs of one option on one table. `target.lower` is asked once, or once per sample where the runtime skips gated
 * inputs (or the network spikes), because only there does the outcome of a sample change its cost.
 * @param point index of the plan's point in the table
 * @throws RangeError when the table lacks the counts that the runtime needs, or a stage costs less than resting
 */
export function optionCosts(target: Target, plan: Plan, table: OutcomeTable, point: number): OptionCosts {
  const { sampleCount } = table;
  const perSample = dependsOnSample(target, plan);
  const units = target.units;
  const outcomeOf = perSample ? outcomesOf(table, plan, point) : null;
  const first = loweredSegments(target, plan, outcomeOf?.(0) ?? null);
  const rows = perSample ? sampleCount : 1;
  const segments = first.map((part) => ({
    unit: part.unit,
    durationNs: new Float64Array(rows),
    causes: part.causes,
    joules: new Float64Array(rows * part.causes.length),
    stride: (perSample ? 1 : 0) as 0 | 1,
  }));
  const serviceNs = new Float64Array(rows);
  const marginalJ = new Float64Array(rows);
  const restsW = units.map(lowestRestW);
  for (let row = 0; row < rows; row++) {
    const parts = row === 0 ? first : loweredSegments(target, plan, outcomeOf!(row));
    for (let s = 0; s < parts.length; s++) {
      const part = parts[s]!;
      const segment = segments[s];
      if (!segment || segment.unit !== part.unit || segment.causes.length !== part.causes.length) {
        throw new RangeError(
          `${target.id}: option ${plan.point.id} visits other units or causes for sample ${row} than for sample 0`,
        );
      }
      segment.durationNs[row] = part.durationNs;
      const at = row * part.causes.length;
      segment.joules.set(part.joules, at);
      let energyJ = 0;
      for (const joules of part.joules) energyJ += joules;
      const restW = restsW[part.unit]!;
      const aboveJ = energyJ - restW * part.durationNs * 1e-9;
      if (aboveJ < -1e-9 * (energyJ + restW)) {
        throw new RangeError(
          `${target.id}: a stage of option ${plan.point.id} on unit ${units[part.unit]!.name} spends ${energyJ} J in ${part.durationNs} ns, less than resting would; check the profile's active and idle power`,
        );
      }
      // Durations are rounded to whole ns: a stage at rest power may fall short by less than one. It is charged what
      // resting costs, or a run could spend less than its proven bound.
      if (aboveJ < 0 && part.causes.length > 0) segment.joules[at]! -= aboveJ;
      serviceNs[row]! += part.durationNs;
      marginalJ[row]! += Math.max(0, aboveJ);
    }
  }
  const correct = new Uint8Array(sampleCount);
  const from = point * sampleCount;
  for (let i = 0; i < sampleCount; i++) correct[i] = table.topClass[from + i] === table.labels[i] ? 1 : 0;
  return {
    sampleCount,
    segments,
    correct,
    confidence: table.confidence.subarray(from, from + sampleCount),
    stride: perSample ? 1 : 0,
    serviceNs,
    marginalJ,
    meanServiceNs: mean(serviceNs),
    meanMarginalJ: mean(marginalJ),
    accuracy: mean(correct),
  };
}

/** Energy of a segment for a sample over all causes, J. */
export function segmentJ({ stride, causes, joules }: Segment, sample: number): number {
  const row = stride * sample * causes.length;
  let sum = 0;
  for (let k = 0; k < causes.length; k++) sum += joules[row + k]!;
  return sum;
}

/** Lowest power of any rest state of a unit, W: no run can spend less while it does not work. */
export function lowestRestW(unit: Unit): number {
  return Math.min(...unit.powerStates.map((state) => state.powerW));
}

function dependsOnSample(target: Target, plan: Plan): boolean {
  if (isSpiking(plan.numericForm)) return true;
  return target.capabilities(plan.unit).skipsInputs && plan.point.gates.some((gate) => gate !== null);
}

/** A sample's counts at a point: one outcome, filled in again. Targets may keep what they compute from it, not it. */
function outcomesOf(table: OutcomeTable, plan: Plan, point: number): (sample: number) => SampleOutcome {
  const layers = table.layers.length;
  const from = point * table.sampleCount;
  const until = (from + table.sampleCount) * layers;
  const { activeInputs, effectiveMacs, spikeCounters } = table;
  if (effectiveMacs.length < until || activeInputs.length < until) {
    throw new RangeError(
      `the outcome table of ${table.network} has no counts per layer for point ${plan.point.id}, which ${plan.unit} needs; measure it again with counts`,
    );
  }
  const counters = spikeCounters ? spikeCounters.length / (table.points.length * table.sampleCount) : 0;
  const outcome = {
    activeInputs: activeInputs.slice(0, layers),
    effectiveMacs: effectiveMacs.slice(0, layers),
    ...(spikeCounters ? { spikeCounters: spikeCounters.slice(0, counters) } : {}),
  };
  // Views of the table would be made for every sample.
  const copy = <T extends { [index: number]: number }>(to: T, all: T, start: number, length: number) => {
    for (let i = 0; i < length; i++) to[i] = all[start + i]!;
  };
  return (sample) => {
    const row = from + sample;
    copy(outcome.activeInputs, activeInputs, row * layers, layers);
    copy(outcome.effectiveMacs, effectiveMacs, row * layers, layers);
    if (spikeCounters) copy(outcome.spikeCounters!, spikeCounters, row * counters, counters);
    return outcome;
  };
}

/** A segment of one pass, as a target lowers it. */
export interface LoweredSegment {
  readonly unit: number;
  readonly durationNs: number;
  readonly causes: readonly number[];
  readonly joules: readonly number[];
}

/** Of a set of causes, one bit each in the order of `causes`: their indices. */
const indicesOf = new Map<number, readonly number[]>();

function indices(spent: number): readonly number[] {
  const before = indicesOf.get(spent);
  if (before) return before;
  const list = [...causes.keys()].filter((c) => (spent >> c) & 1);
  indicesOf.set(spent, list);
  return list;
}

/** Stages of one pass, joined where consecutive ones run on one unit. */
export function loweredSegments(target: Target, plan: Plan, outcome: SampleOutcome | null): LoweredSegment[] {
  const stages = target.lower(plan, outcome);
  const segments: LoweredSegment[] = [];
  for (let from = 0; from < stages.length; ) {
    const name = stages[from]!.unit;
    let durationNs = 0;
    let spent = 0;
    const sums: number[] = new Array(causes.length).fill(0);
    let to = from;
    for (; to < stages.length && stages[to]!.unit === name; to++) {
      const stage = stages[to]!;
      durationNs += stage.durationNs;
      for (let c = 0; c < causes.length; c++) {
        const joules = stage.joules[causes[c]!];
        if (joules === undefined) continue;
        sums[c]! += joules;
        spent |= 1 << c;
      }
    }
    const list = indices(spent);
    segments.push({
      unit: unitNamed(target, name),
      durationNs: Math.round(durationNs),
      causes: list,
      joules: list.map((c) => sums[c]!),
    });
    from = to;
  }
  return segments;
}

function unitNamed({ id, units }: Target, name: string): number {
  for (let u = 0; u < units.length; u++) if (units[u]!.name === name) return u;
  throw new RangeError(`${id}: a stage names the unit ${name}, which it lacks`);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
