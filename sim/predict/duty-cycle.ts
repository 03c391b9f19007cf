import type { PredictedRange } from '../calibration/class-model.ts';
import type { PowerState } from '../targets/target.ts';
import { periodicRest, type RestShare } from './periodic-rest.ts';

/** One inference every so often, for ever. */
export interface DutyCycle {
  readonly everyS: number;
  readonly meanPowerW: PredictedRange;
  /** Share of the time that the device computes. */
  readonly dutyShare: number;
  /** Central, of one period: the inference, what each rest state takes, and waking. */
  readonly inferenceEnergyJ: number;
  readonly restStates: readonly RestShare[];
  /** Central. */
  readonly energyPerDayJ: number;
  /** On a battery of the energy that was asked for; null where none was. */
  readonly batteryLifeDays: PredictedRange | null;
}

/** What is repeated, and how the device rests between; states by the end of the interval of their numbers. */
export interface DutyLoad {
  readonly latencyS: number;
  readonly energyJ: PredictedRange;
  readonly states: Readonly<Record<'low' | 'central' | 'high', readonly PowerState[]>>;
}

const secondsPerDay = 86400;

/**
 * Mean power of one inference every `everyS` seconds: energy of the inference, of the rest states that the device falls
 * through, and of waking, over the period. The ends of the interval take the ends of energy and of all numbers of the states
 * together, at the central latency.
 * @param everyS at least the latency
 * @param batteryJ energy of the battery, J; what it loses by itself is not counted
 */
export function dutyCycle(load: DutyLoad, everyS: number, batteryJ: number | null): DutyCycle {
  const rest = (end: keyof DutyLoad['states']) =>
    periodicRest(load.states[end], load.latencyS * 1e9, everyS * 1e9);
  const mean = (energyJ: number, shares: readonly RestShare[]) =>
    shares.reduce((joules, share) => joules + share.energyJ + share.wakeEnergyJ, energyJ) / everyS;
  const restStates = rest('central');
  const central = mean(load.energyJ.central, restStates);
  // A later fall into a deep state can save the energy of waking from it: the ends need not be in order.
  const ends = [mean(load.energyJ.low, rest('low')), central, mean(load.energyJ.high, rest('high'))];
  const meanPowerW = { low: Math.min(...ends), central, high: Math.max(...ends) };
  const days = (powerW: number) => batteryJ! / powerW / secondsPerDay;
  return {
    everyS,
    meanPowerW,
    dutyShare: load.latencyS / everyS,
    inferenceEnergyJ: load.energyJ.central,
    restStates,
    energyPerDayJ: central * secondsPerDay,
    batteryLifeDays:
      batteryJ === null
        ? null
        : { low: days(meanPowerW.high), central: days(central), high: days(meanPowerW.low) },
  };
}
