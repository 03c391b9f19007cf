/** A number that a policy can be set with. */
export interface PolicyParameter {
  /** `1` for shares and counts. */
  readonly unit: string;
  /** Smallest and largest value, both allowed. */
  readonly low: number;
  readonly high: number;
  readonly default: number;
  /** True where only whole numbers make sense. */
  readonly whole?: true;
  readonly meaning: string;
}

/** Parameters by id: camelCase, as scenarios write them. */
export type PolicyParameters = Readonly<Record<string, PolicyParameter>>;

/** Values that were set, by id; the others keep their defaults. */
export type PolicyValues = Readonly<Record<string, number>>;

/** Every parameter with its value. @throws RangeError on one that does not exist or a value out of range */
export function valuesOf<P extends PolicyParameters>(
  parameters: P,
  given: PolicyValues = {},
): { readonly [K in keyof P]: number } {
  for (const [id, value] of Object.entries(given)) {
    const fault = valueFault(parameters, id, value);
    if (fault !== null) throw new RangeError(fault);
  }
  const values = Object.entries(parameters).map(([id, { default: usual }]) => [id, given[id] ?? usual]);
  return Object.fromEntries(values) as { readonly [K in keyof P]: number };
}

/** What is wrong with a value, or null. */
export function valueFault(parameters: PolicyParameters, id: string, value: number): string | null {
  const known = Object.hasOwn(parameters, id) ? parameters[id] : undefined;
  if (!known) {
    const ids = Object.keys(parameters);
    return `there is no parameter "${id}"; ${ids.length > 0 ? `known are ${ids.join(', ')}` : 'the policy has none'}`;
  }
  const { low, high, whole, unit } = known;
  const suffix = unit === '1' ? '' : ` ${unit}`;
  if (!(value >= low && value <= high)) return `${id} is ${value}; give ${low} to ${high}${suffix}`;
  return whole && !Number.isInteger(value) ? `${id} is ${value}; give a whole number` : null;
}
