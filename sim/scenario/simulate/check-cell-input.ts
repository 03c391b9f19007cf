import { mostInBatch } from './batch-passes.ts';
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
  if (input.batching) checkBatching(input.batching, input);
  if (input.replicas) checkReplicas(input.replicas, input);
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

function checkBatching({ most, waitUs }: NonNullable<CellInput['batching']>, input: CellInput): void {
  if (!(Number.isInteger(most) && most >= 1 && most <= mostInBatch))
    throw new RangeError(`batching.most is ${most}; give a whole number from 1 to ${mostInBatch}`);
  if (!(waitUs >= 0 && waitUs <= 1e9))
    throw new RangeError(`batching.waitUs is ${waitUs}; give 0 to 1e9 (1000 s)`);
  if (input.environment?.supply)
    throw new RangeError(
      'batching is simulated without a supply that may end in the midst of a batch; leave one of them out',
    );
  if (input.streams)
    throw new RangeError(
      'batching is simulated for requests that are all alike; leave it or the streams out',
    );
}

function checkReplicas(
  { least, most, utilisation, bootS, bootJ, syncS, stabiliseS }: NonNullable<CellInput['replicas']>,
  input: CellInput,
): void {
  if (!(Number.isInteger(least) && Number.isInteger(most) && 1 <= least && least <= most && most <= 64))
    throw new RangeError(
      `replicas are from ${least} to ${most}; give whole numbers, 1 <= least <= most <= 64`,
    );
  if (!(utilisation > 0 && utilisation <= 1))
    throw new RangeError(`replicas.utilisation is ${utilisation}; give a share above 0, up to 1`);
  if (!(syncS >= 1e-9 && bootS >= 0 && bootJ >= 0 && stabiliseS >= 0))
    throw new RangeError(
      'replicas: give syncS of 1e-9 (1 ns) or more, and bootS, bootJ, stabiliseS of 0 or more',
    );
  const { supply, thermal } = input.environment ?? {};
  if (input.batching || supply || thermal || input.batteryJ !== undefined)
    throw new RangeError(
      'replicas are simulated on mains power, without batching and without a temperature; leave these out',
    );
  if (input.streams)
    throw new RangeError(
      'replicas are simulated for requests that are all alike; leave them or the streams out',
    );
}
