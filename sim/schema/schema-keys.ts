import type { z } from 'zod';

/** The parts of a zod 4 definition that matter here; zod exports no walker of its own. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly left?: z.core.$ZodType;
  readonly right?: z.core.$ZodType;
  readonly discriminator?: string;
  readonly getter?: () => z.core.$ZodType;
  readonly values?: readonly unknown[];
}

const definition = (schema: z.core.$ZodType): Definition => schema._zod.def as unknown as Definition;

/** Concrete schemas behind optional, default, pipe, lazy and union wrappers. */
function unwrap(schema: z.core.$ZodType, value: unknown): readonly z.core.$ZodType[] {
  const def = definition(schema);
  if (def.innerType) return unwrap(def.innerType, value);
  if (def.type === 'pipe' && def.in) return unwrap(def.in, value);
  if (def.getter) return unwrap(def.getter(), value);
  if (def.left && def.right) return [...unwrap(def.left, value), ...unwrap(def.right, value)];
  if (def.options) {
    const key = def.discriminator;
    const all = def.options.flatMap((option) => unwrap(option, value));
    if (!key || typeof value !== 'object' || value === null) return all;
    const chosen = (value as Record<string, unknown>)[key];
    const matching = all.filter((option) => {
      const tag = definition(option).shape?.[key];
      return tag && definition(tag).values?.includes(chosen);
    });
    return matching.length > 0 ? matching : all;
  }
  return [schema];
}

/** Keys that the schema allows in the object at `path` of `value`; empty where any key or no object is allowed. */
export function schemaKeys(schema: z.core.$ZodType, path: readonly PropertyKey[], value: unknown): string[] {
  let at = unwrap(schema, value);
  let here = value;
  for (const step of path) {
    here =
      typeof here === 'object' && here !== null ? (here as Record<PropertyKey, unknown>)[step] : undefined;
    const inside = here;
    at = at.flatMap((candidate) => {
      const def = definition(candidate);
      const next = def.shape ? def.shape[String(step)] : (def.element ?? def.valueType);
      return next ? unwrap(next, inside) : [];
    });
  }
  return [...new Set(at.flatMap((candidate) => Object.keys(definition(candidate).shape ?? {})))];
}
