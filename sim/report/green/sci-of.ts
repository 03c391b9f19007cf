import { embodiedEmissions } from '../../energy/embodied.ts';
import { bounds } from '../../energy/uncertainty/bounds.ts';
import { centralRange, type Range } from '../../energy/uncertainty/central-range.ts';
import type { CommonDraws } from '../../energy/uncertainty/common-draws.ts';
import type { UncertainFactor } from '../../energy/uncertainty/factor.ts';
import { units } from '../../energy/units.ts';
import type { Embodied, Sourced } from './embodied-of.ts';

/** What the score of one row is made of, central values and what is uncertain about them. */
export interface SciInput {
  readonly energyJ: number;
  /** The part of it that the same device would spend without a single request, J. */
  readonly restJ: number;
  /** On the part above rest: shared by every row of a target under a runtime. */
  readonly model: UncertainFactor;
  /** On rest: the chip rests in the same states whatever the runtime, so it is shared by every row of a target. */
  readonly rest: UncertainFactor;
  /** Energy and completed requests by seed; empty where the run did not keep them. */
  readonly bySeed: readonly { readonly energyJ: number; readonly ended: number }[];
  /** Spread over seeds where `bySeed` is empty. */
  readonly spread: UncertainFactor;
  readonly pue: Sourced;
  readonly grid: Sourced;
  readonly embodied: Embodied | null;
  /** Time for which the device is reserved per inference, s. */
  readonly reservedS: number;
}

/** A value with the central 90% of its draws, and the draws themselves for whatever is computed from it. */
export interface Propagated {
  readonly value: number;
  readonly range: Range;
  readonly draws: Float64Array;
}

/** The parts of a score, per inference. */
export interface SciParts {
  readonly energyJ: Propagated;
  readonly operationalG: Propagated;
  readonly embodiedG: Propagated | null;
  readonly sciG: Propagated;
  readonly boundsG: Range;
  /** Factors behind them, by draw: on the energy above rest, on that at rest, on both by PUE and intensity. */
  readonly draws: {
    readonly workJ: Float64Array;
    readonly restingJ: Float64Array;
    readonly site: Float64Array;
  };
}

/** An interval as the factor that draws are taken of. */
export const asFactor = (id: string, { value, low, high }: Sourced): UncertainFactor =>
  value > 0 ? { id, low: low / value, high: high / value } : { id, low: 1, high: 1 };

function seedRange({ bySeed, spread }: SciInput): Range {
  const rates = bySeed.filter((s) => s.ended > 0).map((s) => s.energyJ / s.ended);
  if (rates.length === 0) return spread;
  const whole = bySeed.reduce((a, s) => a + s.energyJ, 0) / bySeed.reduce((a, s) => a + s.ended, 0);
  return { low: Math.min(...rates) / whole, high: Math.max(...rates) / whole };
}

/** What both parts of the energy together may be off by. */
function modelRange({ energyJ, restJ, model, rest }: SciInput): Range {
  return bounds.scale(
    bounds.plus(bounds.scale(model, energyJ - restJ), bounds.scale(rest, restJ)),
    1 / energyJ,
  );
}

/** M per inference, central value, gCO2e. */
const embodiedPerInference = (embodied: Embodied, reservedS: number): number =>
  embodiedEmissions({
    totalG: embodied.totalG.value,
    lifetimeS: embodied.lifetimeS.value,
    reservedS,
    resourceShare: embodied.resourceShare,
  });

/** O per inference, central value, gCO2e. */
export const operationalPerInference = (energyJ: number, pue: number, gCO2ePerKwh: number): number =>
  units.emissions(
    units.kilowattHours(units.toKwh(units.joules(energyJ)) * pue),
    units.gramsPerKwh(gCO2ePerKwh),
  );

/**
 * SCI per inference, O + M (ISO/IEC 21031:2024), with Monte Carlo intervals on common draws and the bounds that interval
 * arithmetic gives.
 */
export function sciOf(input: SciInput, draws: CommonDraws): SciParts {
  const { energyJ, restJ, model, rest, bySeed, spread, pue, grid, embodied, reservedS } = input;
  const seeded = bySeed.some((s) => s.ended > 0)
    ? draws.ofSeeds(
        bySeed.map((s) => s.energyJ),
        bySeed.map((s) => s.ended),
      )
    : draws.of(spread);
  const working = draws.of(model);
  const resting = draws.of(rest);
  const facility = draws.of(asFactor('pue', pue));
  const electricity = draws.of(asFactor('grid', grid));
  const propagated = (value: number, each: Float64Array): Propagated => ({
    value,
    range: centralRange(each, value),
    draws: each,
  });
  const energyDraws = seeded.map((s, i) => s * ((energyJ - restJ) * working[i]! + restJ * resting[i]!));
  const operationalG = operationalPerInference(energyJ, pue.value, grid.value);
  const perJoule = energyJ > 0 ? operationalG / energyJ : 0;
  const operationalDraws = energyDraws.map((e, i) => e * perJoule * facility[i]! * electricity[i]!);
  const centralM = embodied ? embodiedPerInference(embodied, reservedS) : 0;
  const making = embodied ? draws.of(asFactor(`embodied ${embodied.totalG.source}`, embodied.totalG)) : null;
  const life = embodied
    ? draws.of(asFactor(`lifetime ${embodied.lifetimeS.source}`, embodied.lifetimeS))
    : null;
  const embodiedDraws = making && life ? making.map((m, i) => (centralM * m) / life[i]!) : null;
  const energyRange = bounds.times(modelRange(input), seedRange(input));
  const operationalRange = bounds.scale(
    bounds.times(bounds.times(energyRange, asFactor('pue', pue)), asFactor('grid', grid)),
    operationalG,
  );
  const embodiedRange = embodied
    ? bounds.scale(
        bounds.over(asFactor('total', embodied.totalG), asFactor('lifetime', embodied.lifetimeS)),
        centralM,
      )
    : { low: 0, high: 0 };
  return {
    energyJ: propagated(energyJ, energyDraws),
    operationalG: propagated(operationalG, operationalDraws),
    embodiedG: embodiedDraws ? propagated(centralM, embodiedDraws) : null,
    sciG: propagated(
      operationalG + centralM,
      embodiedDraws ? operationalDraws.map((o, i) => o + embodiedDraws[i]!) : operationalDraws,
    ),
    boundsG: bounds.plus(operationalRange, embodiedRange),
    draws: {
      workJ: seeded.map((s, i) => s * working[i]!),
      restingJ: seeded.map((s, i) => s * resting[i]!),
      site: facility.map((f, i) => f * electricity[i]!),
    },
  };
}
