import type { Unit } from '../../targets/target.ts';
import type { FaultPlan, FaultWindow } from './fault-plan.ts';
import { FaultWindows } from './fault-windows.ts';

/** A fault plan during one run: asked by the simulation at times that never go back. */
export class Faults {
  private readonly gaps: FaultWindows;
  private readonly outages: readonly FaultWindows[];
  private readonly slowDowns: readonly FaultWindows[];
  /** [unit][window] */
  private readonly factors: readonly Float64Array[];
  private readonly firstRestW: readonly number[];
  /** [request] what its pass took longer so far, ns. */
  private readonly stretchedNs: Float64Array;

  /** @throws RangeError on a window that makes no sense, a factor below 1, or a unit that the target lacks */
  constructor(plan: FaultPlan, units: readonly Unit[], requests: number) {
    const { slowDowns = [], outages = [], sensorGaps = [] } = plan;
    for (const { unit } of [...slowDowns, ...outages]) {
      if (units.some(({ name }) => name === unit)) continue;
      const names = units.map(({ name }) => name).join(', ');
      throw new RangeError(`a fault of unit "${unit}", which the target lacks; it has ${names}`);
    }
    const slow = units.map(({ name }) => inOrder(slowDowns.filter(({ unit }) => unit === name)));
    for (const { factor, unit } of slowDowns) {
      if (!(factor >= 1 && factor < Number.POSITIVE_INFINITY))
        throw new RangeError(`a slow-down of ${unit} by ${factor}; give a finite factor, 1 or more`);
    }
    this.gaps = new FaultWindows('sensor gap', inOrder(sensorGaps));
    this.outages = units.map(
      ({ name }) => new FaultWindows(`outage of ${name}`, inOrder(outages.filter((o) => o.unit === name))),
    );
    this.slowDowns = units.map(({ name }, u) => new FaultWindows(`slow-down of ${name}`, slow[u]!));
    this.factors = slow.map((windows) => Float64Array.from(windows, ({ factor }) => factor));
    this.firstRestW = units.map((unit) => unit.powerStates[0]!.powerW);
    this.stretchedNs = new Float64Array(requests);
  }

  /** Whether the sensor loses what arrives now. */
  loses(nowNs: number): boolean {
    return this.gaps.at(nowNs) >= 0;
  }

  /** How long a unit takes in no request from now on, ns; 0 where it does. */
  outageNs(unit: number, nowNs: number): number {
    return this.outages[unit]!.leftNs(nowNs);
  }

  /** What a segment takes longer, ns. @param first whether a pass begins with it @param startNs when the unit, awake, begins */
  stretch(unit: number, request: number, first: boolean, startNs: number, durationNs: number): number {
    const window = this.slowDowns[unit]!.at(startNs);
    const extraNs = window < 0 ? 0 : Math.ceil((this.factors[unit]![window]! - 1) * durationNs);
    this.stretchedNs[request] = first ? extraNs : this.stretchedNs[request]! + extraNs;
    return extraNs;
  }

  /** Energy of that additional time, J. */
  stretchJ(unit: number, extraNs: number): number {
    return this.firstRestW[unit]! * extraNs * 1e-9;
  }

  /** What the present pass of a request took longer than without faults, ns. */
  passStretchNs(request: number): number {
    return this.stretchedNs[request]!;
  }
}

function inOrder<T extends FaultWindow>(windows: readonly T[]): T[] {
  return [...windows].sort((a, b) => a.fromNs - b.fromNs);
}
