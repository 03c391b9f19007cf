import { z } from 'zod';
import {
  boundarySchema,
  checkSchema,
  coefficientSchema,
  fleetSchema,
  simulatorFootprintSchema,
  swingSchema,
} from './context-schema.ts';
import { greenClaimSchema } from './green-claim-schema.ts';
import { greenRowSchema } from './green-row-schema.ts';
import { gridAlternativeSchema, gridSchema } from './grid-schema.ts';
import { heldOutSchema } from './held-out-schema.ts';
import { taggedQuantitySchema } from './tagged-quantity-schema.ts';

const text = (what: string) => z.string().describe(what);

/** The green-AI report (`report.json`): every other file of `sparsewatt report` is a pure function of it. */
export const greenReportSchema = z
  .strictObject({
    schemaVersion: z.literal('2.2').describe('Version of this document format.'),
    reportId: text('UUID made from the content: the same report has the same id.'),
    createdAt: text('UTC, ISO 8601.'),
    tool: z
      .strictObject({
        name: z.literal('sparsewatt').describe('Program.'),
        version: text('Its version.'),
        commit: text('Commit that it was built of; unknown where the build knew none.'),
      })
      .describe('Program that made the report.'),
    simulatedBy: z
      .strictObject({
        version: text('Its version.'),
        commit: text('Commit that it was built of; unknown where it was not kept.'),
      })
      .describe('Program that made the run, which may be of another version.'),
    commandLine: text('Command that made this report.'),
    reproduce: text('Command that makes the run again.'),
    platform: z
      .strictObject({
        node: text('Version of Node.'),
        os: text('Operating system.'),
        arch: text('Architecture.'),
      })
      .describe('Machine that made the report; no figure depends on it.'),
    accountable: z
      .strictObject({
        organisation: text('Organisation accountable for the report; empty: not stated.'),
        person: text('Person accountable for it; empty: not stated.'),
        contact: text('How to reach them; empty: not stated.'),
      })
      .describe('Who answers for the report.'),
    seed: z.int().describe('Seed of the run.'),
    seeds: z.array(z.int()).describe('Seeds of the repetitions; empty where the run did not keep them.'),
    pairedSeeds: z.int().describe('Repetitions, the same for every policy.'),
    resultHash: text('SHA-256 over the integer results of the run.'),
    inputs: z
      .array(z.strictObject({ name: text('What.'), file: text('Which.'), sha256: text('SHA-256 of it.') }))
      .describe('Everything that the result depends on.'),
    scenario: z
      .strictObject({
        name: text('Short name.'),
        title: text('One line for people.'),
        data: text('Data stream.'),
        horizonS: z.number().describe('Simulated time per seed, s.'),
        accuracyFloor: z.number().describe('Least share answered correctly and in time.'),
        missBudget: z.number().describe('Largest share of missed deadlines.'),
      })
      .describe('What was run.'),
    question: text('What was asked, for people.'),
    functionalUnit: z.enum(['inference']).describe('R of ISO/IEC 21031.'),
    functionalUnitWhy: text('Why this unit.'),
    otherUnit: z
      .strictObject({
        name: text('One of what.'),
        perInference: z.number().describe('How many of them one inference deals with.'),
        source: text('Who says so.'),
        sci: taggedQuantitySchema().describe('SCI of the headline per one of them, gCO2e.'),
        baselineSci: taggedQuantitySchema().nullable().describe('The same of its baseline; null: none.'),
      })
      .nullable()
      .describe('Headline by another functional unit; null: none was stated.'),
    stakeholder: z.literal('consumer').describe('Boundary of SCI for AI.'),
    coverage: z.literal(0.9).describe('Share of outcomes between low and high of every quantity.'),
    draws: z.int().describe('Monte Carlo draws.'),
    pue: taggedQuantitySchema().describe('Energy of the facility over that of the equipment.'),
    grid: gridSchema,
    gridAlternatives: z.array(gridAlternativeSchema).describe('Other figures and other places.'),
    boundary: boundarySchema.describe('What is counted and what not, each with its reason.'),
    coefficients: z.array(coefficientSchema).describe('Numbers that the score was computed from.'),
    headline: z
      .int()
      .nullable()
      .describe('Index of the claim that the report leads with; null: no policy fits.'),
    claims: z.array(greenClaimSchema).describe('One a target.'),
    rows: z.array(greenRowSchema).describe('Every policy that ran, cell by cell.'),
    notFitting: z.array(text('Target, runtime and reason.')).describe('What did not fit.'),
    heldOut: z
      .array(heldOutSchema)
      .describe('Published measurements of the hardware, predicted without having seen its chips.'),
    tornado: z.array(swingSchema).describe('Assumptions behind the headline by what they move it.'),
    fleet: fleetSchema.nullable().describe('null: no fleet was described.'),
    equivalences: z
      .array(z.strictObject({ text: text('For people.'), source: text('Where its factor is from.') }))
      .describe('Empty unless they were asked for.'),
    power: z
      .strictObject({
        title: text('Which run.'),
        steps: z
          .array(
            z.strictObject({
              timeS: z.number().describe('s.'),
              powerW: z.number().describe('W from then on.'),
            }),
          )
          .describe('A step wherever the power changes.'),
      })
      .nullable()
      .describe('Power over a window of the headline run; null: it was not simulated again.'),
    simulator: simulatorFootprintSchema
      .nullable()
      .describe('null: a saved run, or times were left out so that the report can be repeated.'),
    conclusions: z
      .array(
        z.strictObject({
          text: text('A sentence.'),
          holdsCentrally: z.boolean().describe('With central values.'),
          survivesLowEnd: z.boolean().describe('At the unfavourable ends.'),
        }),
      )
      .describe('What the run concludes over all targets.'),
    warnings: z.array(z.string()).describe('What the reader should know before trusting a number.'),
    checklist: z.array(checkSchema).describe('Checklist of the SCI report template, executed.'),
    rebound: text('What a saving per inference does not say.'),
  })
  .meta({
    title: 'SparseWatt green-AI report',
    description:
      'Energy and carbon of a run, with sources and intervals. All files of `sparsewatt report` are functions of it.',
  });

export type GreenReport = z.output<typeof greenReportSchema>;
