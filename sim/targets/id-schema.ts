import { z } from 'zod';

/** Names of profiles, units, runtimes and sources: lower case, digits, dots and dashes. */
export const idSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]*$/, 'must be lower case with digits, dots and dashes');
