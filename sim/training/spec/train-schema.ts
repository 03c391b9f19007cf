import { z } from 'zod';

const share = z.number().min(0).max(1);
/** Not 1: nothing would be left, or nothing would ever move. */
const part = z.number().min(0).lt(1);
const count = z.int().min(1);

const residual = z.strictObject({
  kind: z.literal('residual'),
  stem: z.strictObject({ channels: count, kernel: z.literal([1, 3, 5]), stride: z.literal([1, 2]) }),
  blocks: z.array(z.strictObject({ channels: count, stride: z.literal([1, 2]) })).min(1),
});
const perceptron = z.strictObject({ kind: z.literal('perceptron'), hidden: z.array(count).min(1) });
const encoder = z.strictObject({
  kind: z.literal('encoder'),
  features: count,
  heads: count,
  hidden: count,
  layers: z.int().min(0),
  dropout: part.default(0),
  pool: z.literal(['mean', 'joined']).optional(),
});

const matcher = z.strictObject({
  kind: z.literal('matcher'),
  image: residual.omit({ kind: true }),
  features: count,
  hidden: count,
});

/** When blocks are chosen: nothing is pruned before `start`, all of it from `end`, nothing moves after `freeze`. */
const ramp = {
  start: part.default(0.1),
  end: part.default(0.4),
  freeze: share.default(0.5),
  everySteps: count.default(50),
};

/** How a level's sparsity is shared out among the layers. */
const allocation = z.literal(['equal', 'erdos-renyi']).default('equal');

/** A finished run whose answers all levels learn beside the labels. */
const teacher = z
  .strictObject({
    /** Of the run; `{seed}` stands for the seed of this one. */
    folder: z.string().min(1),
    /** What the densest level learns: this share of the teacher's answers, the rest the labels. */
    share: share.default(0.5),
  })
  .optional();

const method = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dense'), teacher }),
  z.strictObject({
    kind: z.literal('ladder'),
    /** Sparsity of every level, densest first. */
    levels: z.array(part).min(2),
    /** Sparser levels that a step trains beside the densest. */
    perStep: count.default(2),
    /** How often each sparser level is drawn, relative to the others. */
    weights: z.array(z.number().min(0)).optional(),
    /** Whether the sparsest level is in every step (the sandwich rule), the others drawn. */
    sandwich: z.boolean().default(false),
    temperature: z.number().positive().default(1),
    /** What sparser levels learn: this share of the labels, the rest the answers of the densest level. */
    labelShare: share.default(0),
    /** Without it sparser levels learn the answers of the densest. */
    teacher,
    allocation,
    ...ramp,
  }),
  z.strictObject({ kind: z.literal('magnitude'), sparsity: part, allocation, ...ramp }),
  z.strictObject({
    kind: z.literal(['rigl', 'set']),
    sparsity: part,
    /** Share of the active blocks that is replaced at first; falls to 0 as a cosine. */
    replace: share.default(0.3),
    until: z.number().positive().max(1).default(0.75),
    everySteps: count.default(100),
  }),
]);

const start = z.discriminatedUnion('kind', [
  /** Embeddings begin as factors of how words occur together in the training texts. */
  z.strictObject({
    kind: z.literal('word-vectors'),
    /** Tokens on either side that count as near. */
    window: count.default(5),
    /** Root mean square of the values. */
    deviation: z.number().positive().default(0.1),
  }),
  /** All weights but the last layer's are those of another run, whose folder this is. */
  z.strictObject({ kind: z.literal('run'), folder: z.string().min(1) }),
]);

/** A training run as a YAML file describes it. */
export const trainSchema = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  task: z.literal(['fashion-mnist', 'mnist', 'shuttle', 'brown', 'imdb', 'imdb-replaced', 'icons']),
  network: z.discriminatedUnion('kind', [residual, perceptron, encoder, matcher]),
  /** All widths times this, rounded to multiples of 4: small dense networks of one architecture. */
  width: z.number().positive().default(1),
  method,
  /** First weights; random ones where it is left out. */
  start: start.optional(),
  seed: z.int().min(0).default(1),
  /** Turn of a cross-validation, for tasks that have one. */
  fold: z.int().min(0).max(4).default(0),
  epochs: count,
  batch: z.int().min(8),
  /** Parts of a batch with batch-norm statistics of their own; what threads share. */
  shards: count.default(2),
  optimiser: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('sgd'),
      rate: z.number().positive(),
      momentum: part.default(0.9),
      weightDecay: z.number().min(0).default(0),
    }),
    z.strictObject({
      kind: z.literal('adam'),
      rate: z.number().positive(),
      beta1: part.default(0.9),
      beta2: part.default(0.999),
      epsilon: z.number().positive().default(1e-8),
      weightDecay: z.number().min(0).default(0),
    }),
  ]),
  schedule: z
    .strictObject({
      kind: z.literal(['cosine', 'linear', 'constant']).default('cosine'),
      warmUp: part.default(0.05),
      /** Rate at the end, as a share of the highest. */
      last: share.default(0),
    })
    .default({ kind: 'cosine', warmUp: 0.05, last: 0 }),
  labelSmoothing: share.default(0),
  /** How far rare classes are drawn more often: 0 not at all, 1 until all are seen equally often. */
  balance: share.default(0),
  clipNorm: z.number().positive().optional(),
  augment: z
    .strictObject({
      flip: z.boolean().default(false),
      /** Pixels that an image may move in each direction. */
      shift: z.int().min(0).default(0),
      /** Side of a square that is blanked out at a random place; 0 for none. */
      erase: z.int().min(0).default(0),
      /** Share of the images that a square is blanked out of. */
      eraseShare: share.default(1),
      /** Share of the words of a text that are blanked out. */
      dropWords: part.default(0),
    })
    .default({ flip: false, shift: 0, erase: 0, eraseShare: 1, dropWords: 0 }),
  /** Exponential moving average of the weights, which is then evaluated and exported; 0 for none. */
  average: part.default(0),
  /**
   * Evaluations without a better mean accuracy over the levels after which a run ends; 0: never. With it, the weights of
   * the best evaluation are the result.
   */
  patience: z.int().min(0).default(0),
  /** Epochs between evaluations on validation data. */
  evaluateEvery: count.default(1),
  /** Training samples over which batch-norm statistics are measured anew before an evaluation. */
  calibrationSamples: z.int().min(0).default(8192),
});

export type TrainSpec = z.output<typeof trainSchema>;
export type MethodSpec = TrainSpec['method'];
