import { causeIndex } from '../../../sim/energy/ledger.ts';
import type { OptionCosts } from '../../../sim/scenario/simulate/option-costs.ts';
import type { Unit } from '../../../sim/targets/target.ts';

/** Costs per sample of an option that runs in one piece on unit 0. */
export interface SmallOption {
  readonly serviceNs: readonly number[];
  readonly marginalJ: readonly number[];
  readonly correct: readonly number[];
}

export function optionOf({ serviceNs, marginalJ, correct }: SmallOption): OptionCosts {
  return costsOf([{ unit: 0, durationNs: serviceNs, joules: marginalJ }], correct, marginalJ);
}

/** Costs of an option that visits units in turn; all energy is `compute`. */
export function costsOf(
  segments: readonly {
    readonly unit: number;
    readonly durationNs: readonly number[];
    readonly joules: readonly number[];
  }[],
  correct: readonly number[],
  marginalJ: readonly number[],
  confidence: readonly number[] = correct.map(() => 65535),
): OptionCosts {
  const n = correct.length;
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / n;
  const serviceNs = correct.map((_, s) => segments.reduce((sum, g) => sum + g.durationNs[s]!, 0));
  return {
    sampleCount: n,
    segments: segments.map((g) => ({
      unit: g.unit,
      stride: 1,
      durationNs: Float64Array.from(g.durationNs),
      causes: [causeIndex('compute')],
      joules: Float64Array.from(g.joules),
    })),
    correct: Uint8Array.from(correct),
    confidence: Uint16Array.from(confidence),
    stride: 1,
    serviceNs: Float64Array.from(serviceNs),
    marginalJ: Float64Array.from(marginalJ),
    meanServiceNs: mean(serviceNs),
    meanMarginalJ: mean(marginalJ),
    accuracy: mean(correct),
  };
}

/** A unit that idles at 1 W, sleeps at 0.1 W after 1 ms, and takes 50 us and 0.1 mJ to wake. */
export const smallUnit = (name: string): Unit => ({
  name,
  powerStates: [
    { name: 'idle', powerW: 1, afterNs: 0, wakeNs: 0, wakeEnergyJ: 0 },
    { name: 'sleep', powerW: 0.1, afterNs: 1e6, wakeNs: 5e4, wakeEnergyJ: 1e-4 },
  ],
  policyOperationNs: 10,
  policyOperationJ: 2e-8,
});
