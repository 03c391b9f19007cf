import { z } from 'zod';
import { estimateSchema } from './shared.ts';

const accuracies = () => ({
  cleanAccuracy: estimateSchema()
    .nullable()
    .describe('Accuracy on the undegraded test images; null where not measured.'),
  degradedAccuracy: estimateSchema().describe(
    'Accuracy on the test samples (degraded, where they are digits), Wilson 95% interval.',
  ),
  validationAccuracy: z.number().describe('Accuracy on the validation samples, on which choices are made.'),
});

/** A network of the run, or one level of the ladder. */
export const networkSummarySchema = z
  .strictObject({
    name: z.string().describe('Name of the network.'),
    role: z.enum(['ladder-level', 'dense', 'small-dense']).describe('What it is compared as.'),
    file: z.string().describe('Model file.'),
    networkHash: z.string().describe('SHA-256 of the model file.'),
    point: z.string().describe('Operating point.'),
    sparsity: z.number().describe('Share of zero weights among the ladder layers.'),
    activeMacs: z.number().describe('Multiply-accumulates per inference in active blocks.'),
    activeWeights: z.number().describe('Weights in active blocks.'),
    ...accuracies(),
    int8: z
      .strictObject(accuracies())
      .nullable()
      .describe('The same in int8 (the others are fp32); null where no target of the run computes in it.'),
  })
  .describe('One network or ladder level.');
