import { z } from 'zod';
import type { Grade } from './target.ts';
import { type Dimension, unitFactors, unitsOfMeasure } from './units-of-measure.ts';

/** A number of a profile: no number stands without its unit, its source and how it is known. */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
  /** Id of an entry of `hardware-profiles/sources.yaml`. */
  readonly source: string;
  readonly grade: Grade;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** How the number was derived, or which rows of the source it comes from. */
  readonly note?: string | undefined;
}

export const gradeSchema = z
  .enum(['measured', 'fitted', 'vendor', 'pre-silicon', 'estimated'])
  .describe('How the number is known, best first.');

/**
 * Schema of a number of one dimension. It must be above zero; with `zero` it may be zero; `signed` allows any.
 * @param dimension decides which units are allowed
 */
export function quantity(dimension: Dimension, rule: 'positive' | 'zero' | 'signed' = 'positive') {
  const number =
    rule === 'positive' ? z.number().positive() : rule === 'zero' ? z.number().min(0) : z.number();
  const units = Object.keys(unitsOfMeasure[dimension]) as [string, ...string[]];
  return z
    .strictObject({
      value: number,
      unit: z.enum(units).describe(`Unit of a ${dimension}.`),
      source: z.string().min(1).describe('Id of an entry of hardware-profiles/sources.yaml.'),
      grade: gradeSchema,
      low: number.optional().describe('Low end of the interval, in the same unit.'),
      high: number.optional().describe('High end of the interval, in the same unit.'),
      note: z.string().min(1).optional().describe('How it was derived, or which rows of the source it is.'),
    })
    .refine((q) => (q.low ?? q.value) <= q.value && q.value <= (q.high ?? q.value), {
      message: 'has an interval that does not contain its value: low <= value <= high must hold',
      params: { code: 'E_INTERVAL' },
    })
    .refine((q) => q.grade !== 'estimated' || q.note !== undefined, {
      message: 'is graded estimated and must say in `note` from what it was derived',
      params: { code: 'E_NOTE' },
    });
}

/** The value in SI base units (s, W, J, Hz, B, B/s); counts, ratios and cycles stay as they are. */
export function si(q: Quantity): number {
  return q.value * unitFactors[q.unit]!;
}

const order: readonly Grade[] = ['measured', 'fitted', 'vendor', 'pre-silicon', 'estimated'];

/** The worst grade among the numbers. */
export function worstGrade(quantities: readonly Quantity[]): Grade {
  return order[Math.max(0, ...quantities.map((q) => order.indexOf(q.grade)))]!;
}

/** All numbers inside a profile or a part of it, with their paths. */
export function quantitiesIn(
  value: unknown,
  path: readonly (string | number)[] = [],
): { path: readonly (string | number)[]; quantity: Quantity }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('value' in value && 'unit' in value && 'grade' in value) return [{ path, quantity: value as Quantity }];
  const list = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]) =>
    quantitiesIn(inner, [...path, list ? Number(key) : key]),
  );
}
