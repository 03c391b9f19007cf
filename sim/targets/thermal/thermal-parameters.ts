import type { z } from 'zod';
import type { thermalSchema } from '../profile-parts.ts';
import { si } from '../quantity.ts';
import type { ThermalParameters } from './thermal-node.ts';

/** The `thermal` section of a profile in the model's units. */
export const thermalParameters = (
  thermal: NonNullable<z.output<typeof thermalSchema>>,
): ThermalParameters => ({
  resistanceKPerW: si(thermal.resistance),
  capacityJPerK: si(thermal.capacity),
  throttleC: si(thermal.throttle),
  resumeC: si(thermal.resume),
});
