import type { HarvestPlan } from './environment-plan.ts';
import type { EnvironmentSettings } from './environment-settings.ts';

/** @throws RangeError naming the field of an environment, what it holds and what is allowed */
export function checkEnvironment(settings: EnvironmentSettings): void {
  const { startH, supply, thermal, background, sensor, link } = settings;
  atLeast('startH', startH, 0);
  if (supply) {
    const { store, harvest, restartJ, restartNs, checkpoints } = supply;
    const { capacityJ, startJ, offJ, onJ, chargeEfficiency, leakW } = store;
    for (const [name, value] of Object.entries({ capacityJ, startJ, offJ, leakW, restartJ, restartNs }))
      atLeast(`supply: ${name}`, value, 0);
    if (startJ > capacityJ)
      throw new RangeError(`supply: startJ is ${startJ}; give at most the capacity of ${capacityJ} J`);
    if (!(onJ > offJ)) throw new RangeError(`supply: onJ is ${onJ}; give more than offJ, ${offJ}`);
    if (!(restartJ < onJ - offJ))
      throw new RangeError(
        `supply: a restart takes ${restartJ} J; between the two levels of the store are ${onJ - offJ} J: it could never end`,
      );
    within('supply: chargeEfficiency', chargeEfficiency, 0, 1);
    if (!(Number.isInteger(checkpoints) && checkpoints >= 1))
      throw new RangeError(`supply: checkpoints is ${checkpoints}; give a whole number, 1 or more`);
    if (harvest) checkHarvest(harvest);
  }
  if (thermal) {
    within('thermal: slowTo', thermal.slowTo, Number.MIN_VALUE, 1);
    if (thermal.ambientC.length !== 1 && thermal.ambientC.length !== 24)
      throw new RangeError(
        `thermal: ambientC has ${thermal.ambientC.length} values; give 1, or 24 for the hours of a day`,
      );
    for (const key of ['resistanceKPerW', 'capacityJPerK'] as const)
      if (thermal[key] !== undefined) atLeast(`thermal: ${key}`, thermal[key], Number.MIN_VALUE);
  }
  if (background) {
    within('background: share', background.share, 0, 1);
    if (!(background.take >= 0 && background.take < 1))
      throw new RangeError(`background: take is ${background.take}; give 0 or more, below 1`);
    atLeast('background: meanBurstS', background.meanBurstS, 1e-6);
  }
  if (sensor) {
    atLeast('sensor: sampleJ', sensor.sampleJ, 0);
    atLeast('sensor: sampleNs', sensor.sampleNs, 0);
  }
  if (link) {
    if (!(link.downShare >= 0 && link.downShare < 1))
      throw new RangeError(`link: downShare is ${link.downShare}; give 0 or more, below 1`);
    atLeast('link: meanDownS', link.meanDownS, 1e-6);
  }
}

function checkHarvest(plan: HarvestPlan): void {
  if (plan.kind !== 'trace') return;
  const { timeS, watts } = plan;
  if (timeS[0] !== 0) throw new RangeError(`the harvest trace begins at ${timeS[0]} s; give 0`);
  timeS.forEach((time, i) => {
    if (i > 0 && !(time > timeS[i - 1]!))
      throw new RangeError(`the harvest trace goes from ${timeS[i - 1]} s back to ${time} s`);
    atLeast(`the harvest trace at ${time} s`, watts[i]!, 0);
  });
}

function atLeast(name: string, value: number, least: number): void {
  if (!(value >= least && value < Number.POSITIVE_INFINITY))
    throw new RangeError(`${name} is ${value}; give a finite number from ${least} on`);
}

function within(name: string, value: number, low: number, high: number): void {
  if (!(value >= low && value <= high))
    throw new RangeError(`${name} is ${value}; give a number from ${low} to ${high}`);
}
