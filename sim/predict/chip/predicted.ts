import type { IntervalEnd } from '../../targets/neuromorphic/chip/at-interval-end.ts';
import type { Mapping } from '../../targets/neuromorphic/mapper/place-on-chip.ts';
import type { ChipPrediction } from './chip-prediction.ts';
import type { StepCost } from './step-cost.ts';

/** What a simulation gave, before it is brought into the form of a prediction; or why there was none. */
export type Predicted =
  | (Pick<ChipPrediction, 'network' | 'runtime' | 'steps' | 'input' | 'inputs' | 'accuracy' | 'notes'> & {
      readonly mapping: Mapping;
      readonly costs: Readonly<Record<IntervalEnd, readonly StepCost[]>>;
    })
  | (Pick<ChipPrediction, 'runtime' | 'steps'> & {
      readonly mapping: null;
      readonly refusal: string;
      readonly network: { readonly id: string; readonly point: string | null };
    });
