import { z } from 'zod';
import { evidences } from './counted-run.ts';
import { quantities } from './measured-row.ts';

const word = z.string().min(1);
const positive = z.number().positive();
const share = z.number().positive().max(1);
const count = z.number().int().min(1);

const cells = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be letters, digits, dots, dashes and underscores'),
  device: word,
  runtime: word,
  network: word,
  precision: z.enum([
    'fp32',
    'fp16',
    'bfloat16',
    'float8',
    'int8',
    'uint8',
    'int8+fp16',
    'fixed-low',
    'int3',
    'int1',
    'not-stated',
  ]),
  batch: count.optional(),
  scenario: z.enum(['SingleStream', 'Offline', 'Streaming', 'not-stated']),
  threads: z.union([count, z.enum(['big-cores', 'all'])]).optional(),
  mode: word.optional(),
  clockMhz: positive.optional(),
  supplyV: positive.optional(),
  regulator: z.enum(['linear', 'switching', 'direct']).optional(),
  accelerators: count.optional(),
  boundary: z.enum(['chip', 'board', 'wall']).optional(),
  latencyMs: positive.optional(),
  latencyP90Ms: positive.optional(),
  throughputPerS: positive.optional(),
  powerW: positive.optional(),
  energyJ: positive.optional(),
  dynamicEnergyJ: positive.optional(),
  dutyCycle: share.optional(),
  sparsity: z
    .enum(['unstructured', 'block-4', '2:4', 'kernel', 'depth', 'activation', 'contextual'])
    .optional(),
  sparsityLevel: share.optional(),
  speedup: positive.optional(),
  series: word.optional(),
  operators: count.optional(),
  depth: count.optional(),
  neurons: count.optional(),
  synapses: count.optional(),
  steps: count.optional(),
  cores: count.optional(),
  poweredCores: count.optional(),
  inputCores: count.optional(),
  synapticEventsPerS: z.number().min(0).optional(),
  evidence: z.enum(evidences).optional(),
  use: z.enum(['score', 'leave-out']),
  except: z
    .string()
    .transform((text) => text.split(/\s+/))
    .pipe(z.array(z.enum(quantities)))
    .optional(),
  reason: word.optional(),
  source: word,
  note: word.optional(),
});

/** Columns of a file of measured rows. */
export const rowColumns = Object.keys(cells.shape);

/** Columns whose cells are numbers wherever they can be read as one. */
export const numberColumns: ReadonlySet<string> = new Set(
  Object.entries(cells.shape)
    .filter(([, schema]) =>
      ['number', 'union'].includes(
        (schema instanceof z.ZodOptional ? schema.unwrap() : schema)._zod.def.type,
      ),
    )
    .map(([name]) => name),
);

type Cells = z.output<typeof cells>;

const rule = (
  holds: (row: Cells) => boolean,
  column: keyof Cells,
  code: string,
  message: string,
): [(row: Cells) => boolean, { path: string[]; params: { code: string }; message: string }] => [
  holds,
  { path: [column], params: { code }, message },
];

/** One row of a file of measured rows: cells by column, numbers read, empty cells left out. */
export const rowSchema = cells
  .refine(
    ...rule(
      (row) =>
        [row.latencyMs, row.throughputPerS, row.powerW, row.energyJ, row.dynamicEnergyJ, row.speedup].some(
          (x) => x !== undefined,
        ),
      'id',
      'E_EMPTY_ROW',
      'measures nothing: latencyMs, throughputPerS, powerW, energyJ, dynamicEnergyJ and speedup are all empty',
    ),
  )
  .refine(
    ...rule(
      (row) =>
        [row.powerW, row.energyJ, row.dynamicEnergyJ].every((x) => x === undefined) ||
        row.boundary !== undefined,
      'boundary',
      'E_BOUNDARY',
      'is empty, but the row has power or energy: say where it was measured',
    ),
  )
  .refine(
    ...rule(
      (row) => (row.reason !== undefined) === (row.use === 'leave-out' || row.except !== undefined),
      'reason',
      'E_REASON',
      'must say why a row or a quantity is left out, and nothing where none is',
    ),
  )
  .refine(
    ...rule(
      (row) => row.sparsityLevel === undefined || row.sparsity !== undefined,
      'sparsityLevel',
      'E_SPARSITY',
      'has no kind of sparsity beside it',
    ),
  )
  .refine(
    ...rule(
      (row) => row.dutyCycle === undefined || row.scenario === 'Streaming',
      'dutyCycle',
      'E_DUTY_CYCLE',
      'is only for rows of scenario Streaming',
    ),
  );
