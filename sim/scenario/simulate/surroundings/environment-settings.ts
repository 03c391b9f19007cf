import type { Target } from '../../../targets/target.ts';
import type { ThermalParameters } from '../../../targets/thermal/thermal-node.ts';
import type { EnvironmentPlan, ThermalPlan } from './environment-plan.ts';
import { checkUnits } from './site.ts';

/** A thermal node as a scenario states it: what it leaves out is taken from the target's profile. */
export type ThermalSettings = Pick<ThermalPlan, 'slowTo' | 'ambientC'> & {
  readonly [K in keyof ThermalParameters]?: ThermalParameters[K] | undefined;
};

/** An environment as a scenario states it, for all targets of a class. */
export interface EnvironmentSettings extends Omit<EnvironmentPlan, 'thermal'> {
  readonly thermal?: ThermalSettings | undefined;
}

/**
 * The environment of a target.
 * @throws RangeError where the target's profile lacks what the settings leave to it, or the target has several units and
 *   the settings ask for what is simulated of one alone
 */
export function environmentOf(settings: EnvironmentSettings, target: Target): EnvironmentPlan {
  const { thermal, ...others } = settings;
  const plan: EnvironmentPlan = thermal ? { ...others, thermal: thermalOf(thermal, target) } : others;
  checkUnits(plan, target.units);
  return plan;
}

function thermalOf(settings: ThermalSettings, { id, thermal }: Target): ThermalPlan {
  const value = (key: keyof ThermalParameters): number => {
    const found = settings[key] ?? thermal?.[key];
    if (found === undefined)
      throw new RangeError(
        `the environment leaves out thermal.${key}, and the profile of ${id} has no thermal section; give the number`,
      );
    return found;
  };
  const plan = {
    resistanceKPerW: value('resistanceKPerW'),
    capacityJPerK: value('capacityJPerK'),
    throttleC: value('throttleC'),
    resumeC: value('resumeC'),
    slowTo: settings.slowTo,
    ambientC: settings.ambientC,
  };
  if (!(plan.resumeC < plan.throttleC))
    throw new RangeError(
      `thermal.resumeC is ${plan.resumeC}; give less than throttleC, which is ${plan.throttleC} for ${id}`,
    );
  return plan;
}
