import { z } from 'zod';
import type { RunReport } from './run-report.ts';
import { cellSummarySchema } from './schema/cell-summary-schema.ts';
import { networkSummarySchema } from './schema/network-summary-schema.ts';
import { runResultSchema } from './schema/run-result-schema.ts';

const liveCheck = z
  .strictObject({
    network: z.string().describe('Network that was executed.'),
    images: z
      .int()
      .describe('Samples executed live at every point; 0 where their data set is not on the machine.'),
    points: z.int().describe('Operating points.'),
    mismatches: z.int().describe('(image, point) pairs whose outcome differs from the table in any byte.'),
    tables: z.enum(['shipped', 'cache', 'measured']).describe('Where the table came from.'),
  })
  .describe('A live check of one outcome table.');

const backendCheck = z
  .strictObject({
    backend: z.string().describe('Backend that was compared with the WebAssembly kernels.'),
    images: z.int().describe('Images executed on both.'),
    topClassAgreement: z.number().describe('Share of images with the same top class.'),
    largestLogitDifference: z
      .number()
      .describe('Largest difference of a logit, relative to the largest logit.'),
  })
  .describe('Agreement of one backend with the WebAssembly kernels.');

const conclusion = z
  .strictObject({
    text: z.string().describe('The conclusion as a sentence.'),
    holdsCentrally: z.boolean().describe('Whether it holds with central values.'),
    survivesLowEnd: z.boolean().describe('Whether it still holds at the unfavourable ends of the intervals.'),
  })
  .describe('One conclusion over all targets.');

const transfer = z
  .strictObject({
    target: z.string().describe('Target the option is taken to.'),
    runtime: z.string().describe('Its runtime.'),
    denseLoad: z.number().describe('Load of both cells.'),
    fromTarget: z.string().describe('Target the option was chosen on.'),
    fromRuntime: z.string().describe('Its runtime.'),
    option: z.string().describe('Best static option there.'),
    energyRatio: z
      .number()
      .describe('Energy per inference over that of the own best static option, in pilot runs.'),
    feasible: z
      .boolean()
      .describe('Whether it keeps the floor and the miss budget here, on validation data.'),
  })
  .describe('O_transfer of one pair of targets.');

const scenario = z
  .strictObject({
    name: z.string().describe('Short name.'),
    title: z.string().describe('One line for people.'),
    file: z.string().describe('File as given on the command line.'),
    hash: z.string().describe('SHA-256 of the file.'),
    data: z.string().describe('Data stream with its difficulty process.'),
    horizonS: z.number().describe('Simulated time per seed, s.'),
    pairedSeeds: z.int().describe('Repetitions with common random numbers.'),
    accuracyFloor: z.number().describe('Least share of requests answered correctly and in time.'),
    missBudget: z.number().describe('Largest share of missed deadlines.'),
    gridZone: z.string().describe('Grid zone of Electricity Maps.'),
    gridYear: z.int().describe('Year of the grid average.'),
    gridHourly: z
      .strictObject({
        file: z.string().describe('CSV as the scenario names it.'),
        sha256: z.string().describe('SHA-256 of it.'),
        meanGPerKwh: z.number().describe('Mean over the hours of the horizon, gCO2e/kWh.'),
        leastGPerKwh: z.number().describe('Least of them.'),
        mostGPerKwh: z.number().describe('Greatest of them.'),
        about: z.string().describe('Comments of the file: its source and licence.'),
      })
      .optional()
      .describe('Hourly intensities; absent where it is the yearly average all the time.'),
  })
  .describe('The scenario that was run.');

/** The JSON document of a run (`sparsewatt run --json`, saved runs). Every key has a description. */
export const runReportSchema = z
  .strictObject({
    schemaVersion: z.literal('1.0').describe('Version of this document format.'),
    tool: z
      .strictObject({
        name: z.literal('sparsewatt').describe('Program.'),
        version: z.string().describe('Its version.'),
        commit: z
          .string()
          .optional()
          .describe('Commit that it was built of; unknown where the build knew none.'),
      })
      .describe('Program that made the document.'),
    reproduce: z.string().describe('Command that gives this document again.'),
    seed: z.int().describe('Seed of arrivals, inputs and random policies.'),
    resultHash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('SHA-256 over the integer results of every cell; the same for any number of threads.'),
    scenario,
    networks: z.array(networkSummarySchema).describe('Ladder levels, dense and small dense networks.'),
    liveChecks: z.array(liveCheck).describe('Checks of the outcome tables against the real kernels.'),
    backendChecks: z.array(backendCheck).describe('Checks of further backends; empty without --backend.'),
    conclusions: z.array(conclusion).describe('What the run says as a whole.'),
    cells: z.array(cellSummarySchema).describe('One entry per target, runtime and load.'),
    results: z.array(runResultSchema).describe('One row per target, runtime, load and policy.'),
    transfers: z
      .array(transfer)
      .describe('What the best static option of another target would cost here (O_transfer).'),
    warnings: z.array(z.string()).describe('What the reader should know before trusting a number.'),
  })
  .meta({
    title: 'SparseWatt run report',
    description: 'Everything a run found. The table, the dashboard and the reports are functions of it.',
  });

/** Compile-time proof that the schema and the type say the same. */
export const conforms: z.ZodType<RunReport> = runReportSchema;
