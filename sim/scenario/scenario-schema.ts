import { z } from 'zod';
import { taskNames } from '../data/task/scenario-tasks.ts';
import { pointKinds } from '../sparsity/further-points.ts';
import { governorNames } from '../targets/clocks/governor-name.ts';
import { arrivalsSchema } from './arrivals-schema.ts';
import { environmentSchema } from './environment-schema.ts';
import { streamsSchema } from './streams-schema.ts';

const share = () => z.number().gt(0).max(1);
const word = () => z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'lower-case letters, digits, dots and hyphens');
const file = () => z.string().min(1);

const classSettings = z
  .strictObject({
    activeShare: share()
      .optional()
      .describe(
        'Share of the horizon in which something moves and requests come; outside it the target waits. For motion-triggered, which alone has windows of motion.',
      ),
    deadlineFactor: z
      .number()
      .gt(0, 'a deadline of zero can never be met')
      .max(100)
      .optional()
      .describe(
        'Deadline of a request as a multiple of the dense service time under the first runtime of the target.',
      ),
    deadlineMs: z
      .number()
      .gt(0, 'a deadline of zero can never be met')
      .max(6.048e8, 'a week is the longest')
      .optional()
      .describe('In place of deadlineFactor: the deadline of a request in ms, the same for every target.'),
    meanMotionS: z
      .number()
      .min(0.001)
      .optional()
      .describe('Mean length of a window of motion for this class, s; default: the one of arrivals.'),
    batteryJ: z
      .number()
      .gt(0)
      .optional()
      .describe(
        'Charge of the battery at the start of the horizon, J. It is only counted: a run that needs more goes on. Without it the target has mains power, or the supply of its environment.',
      ),
    environment: environmentSchema.optional(),
  })
  .refine((settings) => settings.batteryJ === undefined || settings.environment?.supply === undefined, {
    path: ['batteryJ'],
    params: { code: 'E_TWO_SUPPLIES' },
    message:
      'is the charge of a battery that is only counted; environment.supply is another one. Leave one out',
  })
  .meta({ description: 'Load, deadline and supply of one class of targets.' });

/** A scenario file. Unknown keys are errors. */
export const scenarioSchema = z
  .strictObject({
    schemaVersion: z.literal(1).describe('Version of this file format.'),
    name: word().describe('Short name, used for saved runs.'),
    title: z.string().min(1).describe('One line for people.'),
    network: file().describe('ONNX classifier with a ladder in its metadata; relative to this file.'),
    baselines: z
      .strictObject({
        dense: file().optional().describe('The same architecture trained densely on its own, ONNX.'),
        smallDense: z
          .array(file())
          .default([])
          .describe('Smaller dense networks, same recipe: what a sceptic would use instead of sparsity.'),
      })
      .default({ smallDense: [] })
      .describe('Networks to compare with.'),
    data: z
      .enum(['degraded-mnist', ...taskNames])
      .describe(
        'Stream of samples: degraded-mnist with its difficulty process, or a data set of `npm run data`, its samples in random order.',
      ),
    points: z
      .array(z.enum(pointKinds))
      .default([])
      .describe(
        'Kinds of operating points beside levels and gates: exits answer early, skips leave out branches of residual blocks, patterns prune weights N:M. For data sets of `npm run data`; networks that have none of a kind go without.',
      ),
    seed: z.int().min(0).max(0xffffffff).default(1).describe('Seed of arrivals, inputs and random policies.'),
    pairedSeeds: z
      .int()
      .min(1)
      .max(100)
      .default(5)
      .describe('Repetitions with other arrivals and inputs, the same ones for every policy.'),
    horizonS: z.number().gt(0).max(1e6).default(3600).describe('Simulated time, s.'),
    objective: z
      .strictObject({
        accuracyFloor: z
          .number()
          .min(0)
          .max(1)
          .describe('Least share of requests answered correctly and in time.'),
        missBudget: z
          .number()
          .min(0)
          .max(1)
          .describe('Largest share of requests that may miss their deadline.'),
      })
      .describe('What a policy must keep; energy decides among those that do.'),
    arrivals: arrivalsSchema,
    streams: streamsSchema.optional(),
    classes: z
      .strictObject({
        'server-cpu': classSettings.optional(),
        'server-gpu': classSettings.optional(),
        'edge-gpu': classSettings.optional(),
        'sbc-cpu': classSettings.optional(),
        phone: classSettings.optional(),
        mcu: classSettings.optional(),
        neuromorphic: classSettings.optional(),
        'spiking-chip': classSettings.optional(),
        system: classSettings.optional(),
      })
      .describe('Settings per class of targets.'),
    grid: z
      .strictObject({
        zone: z.string().min(2).describe('Zone of Electricity Maps, e.g. DE, FR or US-CAL-CISO.'),
        year: z.int().min(2021).max(2100).describe('Year of the yearly average.'),
        hourly: file()
          .optional()
          .describe(
            'CSV of hour,gCO2ePerKwh, hours from 0 on, relative to this file: the intensity changes by the hour and repeats after the last. Without it it is the yearly average all the time.',
          ),
        startHour: z.int().min(0).max(8783).default(0).describe('Hour of that file at which a run begins.'),
      })
      .describe('Electricity that the targets draw.'),
    targets: z
      .array(
        z.strictObject({
          target: z
            .string()
            .min(1)
            .describe('Id of a shipped profile, or a profile file relative to this file.'),
          runtimes: z
            .array(z.string().min(1))
            .min(1)
            .describe('Runtimes of that target; the first one sets load and deadline for all of them.'),
          governors: z
            .array(z.union([z.enum(governorNames), z.templateLiteral([z.number(), 'MHz'])]))
            .min(1)
            .optional()
            .describe(
              "Governors of the clock, for targets whose profile has several: every runtime is simulated under each; or one of its clocks for all passes, such as 80MHz. Default: the profile's clock all the time.",
            ),
          splits: z
            .int()
            .min(1)
            .max(16)
            .optional()
            .describe(
              'Class system: networks may also be cut, their first layers on one unit, the rest on another. So many cuts at most become options, for each point and each pair of units. Default: none.',
            ),
          batching: z
            .strictObject({
              most: z.int().min(1).max(1024).describe('Samples of one pass at most.'),
              waitUs: z
                .number()
                .min(0)
                .max(1e9)
                .default(0)
                .describe('How long the first request of a batch that is not full waits for others, us.'),
            })
            .optional()
            .describe(
              'Classes server-cpu, server-gpu and edge-gpu: requests that wait share a pass. Default: one sample a pass.',
            ),
          replicas: z
            .strictObject({
              least: z.int().min(1).max(64).default(1).describe('Replicas that are always on.'),
              most: z.int().min(1).max(64).describe('Replicas at most.'),
              utilisation: share().default(0.7).describe('Busy share of the replicas that is aimed at.'),
              bootS: z.number().min(0).max(3600).describe('Time until a new replica can serve, s.'),
              bootJ: z.number().min(0).describe('Energy that it spends until then, J.'),
              syncS: z.number().min(1).max(3600).default(15).describe('How often the rule is applied, s.'),
              stabiliseS: z
                .number()
                .min(0)
                .max(86400)
                .default(300)
                .describe('How long a higher wish of the past keeps the number of replicas up, s.'),
            })
            .optional()
            .describe(
              "So many equal units serve one queue, as many as the load needs by the rule of Kubernetes' HorizontalPodAutoscaler. Default: one unit.",
            ),
        }),
      )
      .min(1)
      .describe('Targets to simulate and their runtimes.'),
    policies: z
      .array(
        z.union([
          word(),
          z
            .object({ policy: word().describe('Id of a policy.') })
            .catchall(z.number())
            .describe('A policy with some of its parameters set; docs/policies.md lists them.'),
        ]),
      )
      .min(1)
      .describe(
        'Policies to score; `static` stands for every ladder level, `small-dense` for every small network.',
      ),
  })
  .meta({
    title: 'SparseWatt scenario',
    description: 'A network, its data, load and deadline, the targets and the policies to score.',
  });

/** A scenario as written in its file, defaults filled in. */
export type ScenarioFile = z.output<typeof scenarioSchema>;
