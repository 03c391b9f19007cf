import type { CellInput } from './cell-input.ts';
import { checkIntensityProfile } from './intensity-profile.ts';
import { checkEnvironment } from './surroundings/check-environment.ts';

/** @throws RangeError naming the field, what it holds and what is allowed */
export function checkCellInput(input: CellInput): void {
  const positive = (name: string, value: number) => {
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`${name} is ${value}; give a finite number above 0`);
    }
  };
  const share = (name: string, value: number) => {
    if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} is ${value}; give a share from 0 to 1`);
  };
  positive('denseLoad', input.denseLoad);
  positive('horizonS', input.horizonS);
  if (input.horizonS < 1e-9) throw new RangeError(`horizonS is ${input.horizonS}; give 1e-9 (1 ns) or more`);
  positive('conditionDwellS', input.conditionDwellS);
  if (input.deadlineMs === undefined) positive('deadlineFactor', input.deadlineFactor);
  else positive('deadlineMs', input.deadlineMs);
  if (input.batteryJ !== undefined) positive('batteryJ', input.batteryJ);
  if (input.queueLimit !== undefined && !(input.queueLimit >= 0)) {
    throw new RangeError(`queueLimit is ${input.queueLimit}; give 0 or more, or leave it out`);
  }
  if (input.environment) checkEnvironment(input.environment);
  if (input.intensity) checkIntensityProfile(input.intensity);
  share('accuracyFloor', input.accuracyFloor);
  share('missBudget', input.missBudget);
  if (input.seeds.length === 0) throw new RangeError('seeds is empty; give at least one seed');
  if (input.seeds.includes(input.tuningSeed)) {
    throw new RangeError(
      `tuningSeed ${input.tuningSeed} is among the scored seeds; choices must not see them`,
    );
  }
  if (input.networks.length === 0) {
    throw new RangeError('networks is empty; give at least one network with its tables');
  }
}
