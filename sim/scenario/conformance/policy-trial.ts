import { causeIndex } from '../../energy/ledger.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { fixedOption } from '../../policies/fixed-option.ts';
import type { Option, PolicyContext } from '../../policies/policy.ts';
import type { Unit } from '../../targets/target.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { OptionCosts } from '../simulate/option-costs.ts';
import { Pilots } from '../simulate/pilots.ts';
import type { SimulatedSystem } from '../simulate/request-run.ts';

/** A small made-up chip, network and load, on which a policy's manners are tried; nothing on it is a measurement. */
export interface PolicyTrial {
  readonly system: SimulatedSystem;
  readonly context: PolicyContext;
  /** Two that begin alike: the second differs from request `sharedRequests` on. */
  readonly traces: readonly [RequestTrace, RequestTrace];
}

const samples = 64;
const requests = 120;
const sharedRequests = 60;

/** @param seed whole number from 0: everything about the trial follows from it */
export function policyTrial(seed: number): PolicyTrial {
  const draws = new RandomStream(seed, 'policy trial', 'draws');
  let drawn = 0;
  const share = () => draws.uniform(drawn++);
  const below = (bound: number) => draws.integer(drawn++, bound);
  const unit: Unit = {
    name: 'unit',
    powerStates: [{ name: 'idle', powerW: 0.01, afterNs: 0, wakeNs: 0, wakeEnergyJ: 0 }],
    policyOperationNs: 1 + below(20),
    policyOperationJ: 1e-9 * share(),
  };
  const difficulty = Float64Array.from({ length: samples }, share);
  const levels = 2 + below(4);
  const costs = Array.from({ length: levels }, (_, level): OptionCosts => {
    const serviceNs = Math.round((1e6 * (1 + 0.2 * share())) / (level + 1));
    const joules = (1e-3 * (1 + 0.2 * share())) / (level + 1) + 0.01 * serviceNs * 1e-9;
    // A harder sample is answered wrongly, and less surely, by sparser levels.
    const limit = 1 - 0.1 * (level + share());
    const correct = Uint8Array.from(difficulty, (hard) => (hard < limit ? 1 : 0));
    return {
      sampleCount: samples,
      segments: [
        {
          unit: 0,
          stride: 0,
          durationNs: Float64Array.of(serviceNs),
          causes: [causeIndex('compute')],
          joules: Float64Array.of(joules),
        },
      ],
      correct,
      confidence: Uint16Array.from(difficulty, (hard) =>
        Math.round(65535 * (1 - hard * (0.4 + 0.1 * level))),
      ),
      stride: 0,
      serviceNs: Float64Array.of(serviceNs),
      marginalJ: Float64Array.of(joules - 0.01 * serviceNs * 1e-9),
      meanServiceNs: serviceNs,
      meanMarginalJ: joules - 0.01 * serviceNs * 1e-9,
      accuracy: correct.reduce((sum, right) => sum + right, 0) / samples,
    };
  });
  const meanGapNs = 1e6 * (0.6 + 2 * share());
  const battery = share() < 0.5;
  const system: SimulatedSystem = {
    units: [unit],
    options: costs,
    deadlineNs: Math.round(1e6 * (0.7 + 3 * share())),
    queueLimit: share() < 0.3 ? 3 : Number.POSITIVE_INFINITY,
    batteryJ: battery ? 1e-3 * requests * (0.2 + share()) : Number.POSITIVE_INFINITY,
    gridIntensityGPerKwh: 300,
  };
  const trace = (purpose: string, like: RequestTrace | null): RequestTrace => {
    const own = new RandomStream(seed, 'policy trial', purpose);
    const timeNs = new Float64Array(requests);
    const sample = new Uint32Array(requests);
    let at = 0;
    for (let i = 0; i < requests; i++) {
      at = like && i < sharedRequests ? like.timeNs[i]! : at + Math.ceil(2 * meanGapNs * own.uniform(2 * i));
      timeNs[i] = at;
      sample[i] = like && i < sharedRequests ? like.sample[i]! : own.integer(2 * i + 1, samples);
    }
    return { seed, horizonNs: at + 1e6, timeNs, sample };
  };
  const first = trace('first', null);
  const pilots = new Pilots(system, trace('pilot', null), 'trial');
  const options = costs.map((one, index) => describe(one, index, pilots));
  const context: PolicyContext = {
    targetId: 'trial',
    hasBattery: battery,
    surroundings: {
      thermal: { throttleC: 80, resumeC: 70 },
      harvest: { capacityJ: 0.01 },
      intensityChanges: true,
      intensityForecast: (timeNs) => (Math.floor(timeNs / 3.6e12) % 2 === 0 ? 500 : 100),
    },
    options,
    choices: options.map(({ index }) => index),
    deadlineNs: system.deadlineNs,
    horizonNs: first.horizonNs,
    accuracyFloor: 0.5 + 0.4 * share(),
    missBudget: 0.05,
    meanInterarrivalNs: meanGapNs,
    validation: {
      sampleCount: samples,
      correct: Uint8Array.from(costs.flatMap((one) => [...one.correct])),
      confidence: Uint16Array.from(costs.flatMap((one) => [...one.confidence])),
    },
    random: new RandomStream(seed, 'policy trial', 'policy'),
    pilot: (policy) => pilots.run(policy),
  };
  return { system, context, traces: [first, trace('second', first)] };
}

/** Every trait there is, so that every policy finds what it needs. */
function describe(costs: OptionCosts, index: number, pilots: Pilots): Option {
  const option: Option = {
    index,
    id: `L${index}`,
    network: 'trial',
    role: 'ladder',
    point: `L${index}`,
    unit: 'unit',
    sparsity: index / (index + 1),
    gated: index % 2 === 1,
    levels: [index],
    gates: [index % 2 === 1 ? 0.1 : null],
    traits: {
      exit: index,
      keptOfGroup: 1 / (index + 1),
      deltaThreshold: index / 10,
      thresholdFactor: 1 + index / 10,
      ...(index > 0 ? { masked: { of: 'regions', share: index / (index + 1) } as const } : {}),
      skippedLayers: index,
    },
    meanServiceNs: costs.meanServiceNs,
    meanMarginalEnergyJ: costs.meanMarginalJ,
    validationAccuracy: costs.accuracy,
    pilotEnergyJ: 0,
    pilotMissShare: 0,
  };
  const { energyPerInferenceJ, missShare } = pilots.run(fixedOption(option));
  return { ...option, pilotEnergyJ: energyPerInferenceJ, pilotMissShare: missShare };
}
