import { z } from 'zod';
import { taggedQuantitySchema } from './tagged-quantity-schema.ts';

/** What is claimed of one target: its best policy against the dense baseline, by one method. */
export const greenClaimSchema = z
  .strictObject({
    target: z.string().describe('Id of the target.'),
    targetName: z.string().describe('Its name.'),
    subject: z.string().describe('Id of the row that the claim is about.'),
    baseline: z
      .string()
      .nullable()
      .describe('Id of the dense row it is compared with; null where there is none.'),
    action: z.string().describe('The only difference between the two.'),
    saving: taggedQuantitySchema()
      .nullable()
      .describe('1 - SCI of the subject over SCI of the baseline; negative where it emits more.'),
    verdict: z
      .enum(['saves', 'probably saves', 'no difference', 'costs more', 'not comparable'])
      .describe('saves: the whole interval is above 0; probably saves: its central value is, by 1% or more.'),
    sameMethod: z
      .array(
        z.strictObject({
          field: z.string().describe('What must be equal for a comparison.'),
          subject: z.string().describe('Of the subject.'),
          baseline: z.string().describe('Of the baseline.'),
          equal: z.boolean().describe('Whether they are.'),
        }),
      )
      .describe('Proof that both were computed alike; a comparison is refused where a field differs.'),
    confidence: z
      .enum(['measured against hardware', 'partly measured', 'model only'])
      .describe('What stands behind the energy of the target.'),
    why: z.array(z.string()).describe('Reasons for the confidence, for people.'),
    skeptic: z
      .array(z.string())
      .describe(
        'What speaks against the subject: a small dense network that would do with less, or the like.',
      ),
  })
  .describe('One claim; targets are never ranked against each other where their energy boundaries differ.');

export type GreenClaim = z.output<typeof greenClaimSchema>;
