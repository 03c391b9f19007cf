import { z } from 'zod';

/** How a number came to be: read from a source, read from a meter, or computed by a model. */
export const tagSchema = () =>
  z.enum(['sourced', 'measured', 'modelled']).describe('How the number came to be.');

/** A number with its unit, its 90% interval, how it came to be and where from. */
export const taggedQuantitySchema = () =>
  z.strictObject({
    value: z.number().describe('Central value.'),
    low: z.number().describe('5% quantile.'),
    high: z.number().describe('95% quantile.'),
    unit: z.string().describe('Unit of the three.'),
    tag: tagSchema(),
    source: z.string().describe('Source of a sourced number, method of another one.'),
  });

export type TaggedQuantity = z.output<ReturnType<typeof taggedQuantitySchema>>;
