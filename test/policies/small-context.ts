import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import type {
  Observation,
  Option,
  OptionTraits,
  PilotOutcome,
  Policy,
  PolicyContext,
} from '../../sim/policies/policy.ts';

const sampleCount = 2000;

/** An option whose first share of samples is answered wrongly, and unsurely. */
export interface SmallOption {
  readonly id: string;
  readonly wrong: number;
  readonly serviceNs: number;
  readonly energyJ: number;
  readonly missShare?: number;
  readonly gated?: boolean;
  readonly levels?: readonly number[];
  readonly gates?: readonly (number | null)[];
  readonly traits?: OptionTraits;
  readonly role?: Option['role'];
}

/** A context of made-up options; pilots give the option's own energy, or what `pilot` says. */
export function contextOf(
  small: readonly SmallOption[],
  change: Partial<PolicyContext> = {},
  pilot?: (policy: Policy) => PilotOutcome,
): PolicyContext {
  const options = small.map(
    (o, index): Option => ({
      index,
      id: o.id,
      network: 'ladder',
      role: o.role ?? 'ladder',
      point: o.id,
      unit: 'mcu',
      sparsity: index / small.length,
      gated: o.gated ?? false,
      levels: o.levels ?? [index],
      gates: o.gates ?? [o.gated ? 0.1 : null],
      ...(o.traits ? { traits: o.traits } : {}),
      meanServiceNs: o.serviceNs,
      meanMarginalEnergyJ: o.energyJ,
      validationAccuracy: 1 - o.wrong,
      pilotEnergyJ: o.energyJ,
      pilotMissShare: o.missShare ?? 0,
    }),
  );
  const correct = new Uint8Array(small.length * sampleCount);
  const confidence = new Uint16Array(small.length * sampleCount);
  small.forEach((o, index) => {
    for (let i = 0; i < sampleCount; i++) {
      const right = i >= Math.round(o.wrong * sampleCount);
      correct[index * sampleCount + i] = right ? 1 : 0;
      // Wrong answers are the least sure; right ones grow surer with the sample's number.
      confidence[index * sampleCount + i] = right ? 30_000 + i : 10_000 + i;
    }
  });
  return {
    targetId: 'test',
    hasBattery: false,
    surroundings: { thermal: null, harvest: null, intensityChanges: false },
    options,
    choices: options.filter((o) => o.role === 'ladder').map((o) => o.index),
    deadlineNs: 1000,
    horizonNs: 1e6,
    accuracyFloor: 0.9,
    missBudget: 0.01,
    meanInterarrivalNs: 1000,
    validation: { sampleCount, correct, confidence },
    random: new RandomStream(1, 'test', 'policy'),
    pilot:
      pilot ??
      ((policy) => {
        const option = options[policy.decide(observation())]!;
        return {
          energyPerInferenceJ: option.meanMarginalEnergyJ,
          accuracy: option.validationAccuracy,
          missShare: option.pilotMissShare,
        };
      }),
    ...change,
  };
}

export function observation(change: Partial<Observation> = {}): Observation {
  return {
    request: 0,
    timeNs: 0,
    queueLength: 0,
    deadlineLeftNs: 1000,
    batteryShare: 1,
    gridIntensityGPerKwh: 0,
    temperatureC: null,
    harvestW: 0,
    lastConfidence: 1,
    ...change,
  };
}
