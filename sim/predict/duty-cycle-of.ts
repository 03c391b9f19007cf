import type { MeasuredRow } from '../calibration/measured/measured-row.ts';
import { InputError } from '../schema/input-error.ts';
import { type DutyCycle, dutyCycle } from './duty-cycle.ts';
import type { PredictOptions } from './predict-options.ts';
import type { PredictableProfile } from './predictable-profile.ts';
import type { PredictedQuantity } from './prediction.ts';
import { restStatesOf } from './rest-states-of.ts';

const refuse = (code: string, message: string, hint: string) =>
  new InputError([{ file: '', line: 0, column: 0, code, path: '', message, hint }]);

/** What comes of asking for one inference every so often, and what to tell about it. */
export interface DutyAnswer {
  readonly dutyCycle: DutyCycle | null;
  readonly notes: readonly string[];
}

const seconds = (value: number): string => `${Number(value.toPrecision(3))} s`;

/**
 * The duty cycle that was asked for.
 * @param rows published rows of the class
 * @throws InputError for an interval shorter than the latency, and for a battery without an interval
 */
export async function dutyCycleOf(
  profile: PredictableProfile,
  options: PredictOptions,
  rows: readonly MeasuredRow[],
  latencyMs: PredictedQuantity | null,
  energyJ: PredictedQuantity | null,
): Promise<DutyAnswer> {
  const { everyS, batteryMwh } = options;
  if (everyS === undefined) {
    if (batteryMwh === undefined) return { dutyCycle: null, notes: [] };
    throw refuse(
      'E_NEEDS_INTERVAL',
      'a battery life was asked for, but not how often there is an inference.',
      'Add --every-s with the seconds from one inference to the next.',
    );
  }
  const none = (why: string): DutyAnswer => ({ dutyCycle: null, notes: [`duty cycle: ${why}`] });
  if ((options.batch ?? 1) > 1 || options.scenario === 'Offline')
    return none('known of one sample at a time alone, in scenario SingleStream');
  if (!latencyMs || !energyJ) return none('latency and energy of the inference are not predicted');
  const latencyS = latencyMs.central / 1e3;
  if (everyS < latencyS)
    throw refuse(
      'E_TOO_OFTEN',
      `one inference every ${seconds(everyS)} was asked for, but one takes ${seconds(latencyS)} (${seconds(latencyMs.low / 1e3)} to ${seconds(latencyMs.high / 1e3)}).`,
      'Ask for a longer --every-s, a higher clock, a faster runtime or a smaller network.',
    );
  const rest = await restStatesOf(profile, options, rows);
  if (!rest) return none(`nothing is known of how ${profile.id} rests: its profile names no powerStates`);
  return {
    dutyCycle: dutyCycle(
      { latencyS, energyJ, states: rest.states },
      everyS,
      batteryMwh === undefined ? null : batteryMwh * 3.6,
    ),
    notes: [
      ...(rest.note ? [rest.note] : []),
      ...(latencyMs.high / 1e3 > everyS
        ? [`duty cycle: at the high end of its latency it cannot keep up with ${seconds(everyS)}`]
        : []),
    ],
  };
}
