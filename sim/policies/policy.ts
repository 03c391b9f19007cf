import type { RandomStream } from '../engine/random/random-stream.ts';
import type { PolicyParameters, PolicyValues } from './policy-parameter.ts';

/**
 * How an option's network stands to the others: the ladder, a dense network to compare with, or one point of the ladder
 * that was measured besides its list, which adaptive policies do not choose from.
 */
export type NetworkRole = 'ladder' | 'dense' | 'small-dense' | 'ladder-point';

/**
 * What a point changes besides levels and gates. Only spiking forms have points with thresholds or masks; policies that
 * need what no outcome table has are refused, never simulated with made-up outcomes.
 */
export interface OptionTraits {
  /** Which exit answers, ascending; the last one is the whole network. Of spiking networks: after how many steps. */
  readonly exit?: number;
  /** Share of the weights of every group that an N:M pattern keeps: 0.5 for 2:4. */
  readonly keptOfGroup?: number;
  /** Changes of an activation up to this one are not sent on. */
  readonly deltaThreshold?: number;
  /** What every threshold of a rate code is multiplied by; absent: 1. */
  readonly thresholdFactor?: number;
  /** Values are told by the time of a spike, one of so many: more are finer and slower. */
  readonly times?: number;
  /** What is switched off, a share of the channels or of the regions of the input; absent: nothing is. */
  readonly masked?: { readonly of: 'channels' | 'regions'; readonly share: number };
  /** Residual branches that are passed over. */
  readonly skippedLayers?: number;
}

/** Of a split option. */
export interface OptionSplit {
  /** Last operator before the cut. */
  readonly after: string;
  /** What crosses it. */
  readonly bytes: number;
  /** Mean time on each unit in the order of the work, transfers with the sender; they sum to `meanServiceNs`. */
  readonly parts: readonly { readonly unit: string; readonly meanServiceNs: number }[];
}

/** One entry of the list a policy chooses from: an operating point of a network on a unit of the target. */
export interface Option {
  readonly index: number;
  /**
   * `L3` on a target of one unit, `L3@mcu` where there are several, `L3@mcu+gpu:conv4` where it is cut; `dense`,
   * `small-dense-0.5` for other networks.
   */
  readonly id: string;
  readonly network: string;
  readonly role: NetworkRole;
  readonly point: string;
  /** Name of the unit; `mcu+gpu` where the network is split between two. */
  readonly unit: string;
  /** Where it is split. Absent: it runs on one unit. */
  readonly split?: OptionSplit;
  /** Mean ladder sparsity of the point, and whether any layer is gated. */
  readonly sparsity: number;
  readonly gated: boolean;
  /** Ladder level and gate threshold of each ladder layer; empty without a ladder, `null` where nothing is gated. */
  readonly levels: readonly number[];
  readonly gates: readonly (number | null)[];
  /** Absent: none. */
  readonly traits?: OptionTraits;
  /** Options that a pass with this one can go on to, and the mean time that is left of them then. Absent: each begins anew. */
  readonly goesOn?: readonly { readonly option: number; readonly meanServiceNs: number }[];
  /** Means over the validation table: service time without queueing, energy above the unit's rest state, accuracy. */
  readonly meanServiceNs: number;
  readonly meanMarginalEnergyJ: number;
  readonly validationAccuracy: number;
  /** Pilot run with this option alone on validation data and a tuning seed: horizon energy per inference, misses. */
  readonly pilotEnergyJ: number;
  readonly pilotMissShare: number;
}

/** What a pilot run of a policy gave on validation data with a tuning seed (never one of the scored seeds). */
export interface PilotOutcome {
  readonly energyPerInferenceJ: number;
  /** Share answered correctly and in time. */
  readonly accuracy: number;
  readonly missShare: number;
}

/** Outcomes of the validation data, on which every choice is made: [option][sample], flattened. */
export interface ValidationView {
  readonly sampleCount: number;
  readonly correct: Uint8Array;
  /** In units of 1/65535. */
  readonly confidence: Uint16Array;
}

/** What of the surroundings is simulated, and so may be read from an observation. */
export interface PolicySurroundings {
  /** Temperatures at which the unit that decides slows down and runs freely again, degrees Celsius; null: none. */
  readonly thermal: { readonly throttleC: number; readonly resumeC: number } | null;
  /** Energy is harvested into a store; its capacity, J. Null: none is. */
  readonly harvest: { readonly capacityJ: number } | null;
  /** The intensity of the grid changes during the run. */
  readonly intensityChanges: boolean;
  /**
   * Forecast of the grid's intensity at a time of the run, gCO2e/kWh; absent where it does not change. It is what comes
   * true: grid operators publish theirs a day ahead, and errors of a forecast are not simulated.
   */
  readonly intensityForecast?: (timeNs: number) => number;
}

/** What a policy may know when it is made. The test table is not among it. */
export interface PolicyContext {
  readonly targetId: string;
  readonly hasBattery: boolean;
  readonly surroundings: PolicySurroundings;
  /** All options that fit, the dense and small dense networks' included. */
  readonly options: readonly Option[];
  /** Indices of the options an adaptive policy may choose from: the ladder's points that are resident together. */
  readonly choices: readonly number[];
  readonly deadlineNs: number;
  readonly horizonNs: number;
  readonly accuracyFloor: number;
  /** Largest share of requests that may miss the deadline. */
  readonly missBudget: number;
  readonly meanInterarrivalNs: number;
  readonly validation: ValidationView;
  /** The policy's own random numbers; the same in every run of one seed. */
  readonly random: RandomStream;
  /** Simulates a policy on the validation data with the tuning seed: a way to choose among candidates. */
  pilot(policy: Policy): PilotOutcome;
}

/** What a policy sees when a request is about to start. Never the future. The object is reused: do not keep it. */
export interface Observation {
  readonly request: number;
  readonly timeNs: number;
  /** Requests waiting behind this one. */
  readonly queueLength: number;
  /** Number of the request's stream, and its criticality; absent where all requests are alike. */
  readonly stream?: number;
  readonly criticality?: 'high' | 'low';
  /** Time until this request's deadline; negative when it has passed. */
  readonly deadlineLeftNs: number;
  /** Share of the battery's charge left, or 1 where there is no battery. */
  readonly batteryShare: number;
  readonly gridIntensityGPerKwh: number;
  /** Of the unit that decides, degrees Celsius; null where no temperature is simulated. */
  readonly temperatureC: number | null;
  /** Power that is being harvested, W; 0 where none is. `batteryShare` then is the share of the store that is full. */
  readonly harvestW: number;
  /** Confidence of the previous result, in [0, 1]; 1 before the first. */
  readonly lastConfidence: number;
}

/** What a policy sees when a pass has ended. Reused like the observation. */
export interface PassResult {
  readonly request: number;
  readonly option: number;
  readonly pass: number;
  readonly confidence: number;
  readonly serviceNs: number;
  readonly deadlineLeftNs: number;
  readonly queueLength: number;
}

/** Answer of `review`: take the result. An answer from 0 on is the index of the option to refine with. */
export const accept = -1;

/** Answer of `review`: take the result of an earlier pass of this request, that of `option`, instead of the last. */
export const recall = (option: number): number => -2 - option;

/** A run-time policy of one (target, runtime, scenario). */
export interface Policy {
  /** Index of the option to run the request with. */
  decide(observation: Observation): number;
  /**
   * Asked before `decide`: for how long to hold this request and all behind it back, ns; 0 to go on. The unit rests
   * meanwhile, and is asked again. It is never held past the request's deadline, and for 1 ms at least. Its operations
   * are charged with the decision. Absent: never.
   */
  hold?(observation: Observation): number;
  /** Absent: every result is accepted. A refined request pays both passes. */
  review?(result: PassResult): number;
  /** Scalar operations of one call of `decide` and of one of `review`; charged on the unit that runs the policy. */
  readonly cost: { readonly decideOperations: number; readonly reviewOperations: number };
  /** Set where the policy always answers this option: the simulator then asks nothing and runs faster. */
  readonly always?: number;
  /** Set where the policy keeps to some of the choices: only these are in memory, and answering another is an error. */
  readonly uses?: readonly number[];
  /** Called before every run, with that run's random numbers: forget what earlier runs taught. */
  reset?(random: RandomStream): void;
  /** What a reader of the score should know, say that the policy fell back to another. */
  readonly note?: string;
}

/** What a policy cannot do without: points of the network, or signals of the surroundings. */
export type PolicyNeed =
  | 'gated points'
  | 'exit points'
  | 'N:M points'
  | 'delta points'
  | 'masked points'
  | 'layer-skip points'
  | 'temperature'
  | 'harvest'
  | 'hourly intensity'
  | 'slack'
  | 'several units';

/** How a policy is known and made. */
export interface PolicyDefinition {
  readonly id: string;
  readonly title: string;
  /** The paper or idea it follows. */
  readonly source: string;
  /** Signals it reads. */
  readonly signal: string;
  /** True where it may use every choice, so that all of them are in memory; false where it keeps to one option. */
  readonly adaptive: boolean;
  /** The one option it keeps to, where that is known from its name. */
  readonly optionId?: string;
  /** Scalar operations that it is charged, in words; n is the number of options it may use. Absent: none. */
  readonly charge?: string;
  /** Where one of them is not there, the policy is refused and says so. Absent: nothing special. */
  readonly needs?: readonly PolicyNeed[];
  /** Absent: it cannot be set. */
  readonly parameters?: PolicyParameters;
  /** @param values of its parameters; the others keep their defaults @throws RangeError on one out of range */
  create(context: PolicyContext, values?: PolicyValues): Policy;
}
