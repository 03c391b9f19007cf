import { z } from 'zod';

/**
 * What this project uses of BoAmps (Boavizta, CC BY 4.0, https://github.com/Boavizta/BoAmps, folder model): names, types and
 * enumerations as published there; every object is closed, so that a misspelt name fails. `header` and `environment` are
 * required here and optional there. test/report/formats/boamps.test.ts holds it against the published fields.
 */
export const boampsSchema = z.strictObject({
  header: z.strictObject({
    licensing: z.string(),
    formatVersion: z.string(),
    formatVersionSpecificationUri: z.string(),
    reportId: z.string(),
    reportDatetime: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    reportStatus: z.enum(['draft', 'final', 'corrective', 'other']),
    publisher: z.strictObject({
      name: z.string().optional(),
      projectName: z.string().optional(),
      confidentialityLevel: z.enum(['public', 'internal', 'confidential', 'secret']),
    }),
  }),
  task: z.strictObject({
    taskStage: z.string(),
    taskFamily: z.string(),
    nbRequest: z.number(),
    algorithms: z
      .array(
        z.strictObject({
          algorithmType: z.string(),
          algorithmName: z.string(),
          framework: z.string(),
          frameworkVersion: z.string().optional(),
          quantization: z.string().optional(),
        }),
      )
      .min(1),
    dataset: z
      .array(
        z.strictObject({
          dataUsage: z.enum(['input', 'output']),
          dataType: z.enum([
            'tabular',
            'audio',
            'boolean',
            'image',
            'video',
            'object',
            'text',
            'token',
            'word',
            'other',
          ]),
          dataQuantity: z.number(),
          source: z.enum(['public', 'private', 'other']).optional(),
        }),
      )
      .min(1),
    measuredAccuracy: z.number().min(0).max(1).optional(),
    taskDescription: z.string(),
  }),
  measures: z
    .array(
      z.strictObject({
        measurementMethod: z.string(),
        version: z.string(),
        powerConsumption: z.number().describe('kWh'),
        measurementDuration: z.number().describe('s'),
        measurementDateTime: z.string(),
      }),
    )
    .min(1),
  system: z.strictObject({ os: z.string() }).optional(),
  software: z.strictObject({ language: z.string(), version: z.string().optional() }),
  infrastructure: z.strictObject({
    infraType: z.enum(['publicCloud', 'privateCloud', 'onPremise', 'other']),
    components: z
      .array(
        z.strictObject({
          componentName: z.string(),
          componentType: z.string(),
          nbComponent: z.int(),
          share: z.number().min(0).max(1).optional(),
        }),
      )
      .min(1),
  }),
  environment: z.strictObject({
    country: z.string(),
    location: z.string().optional(),
    powerSourceCarbonIntensity: z.number().optional(),
  }),
  quality: z.enum(['high', 'medium', 'low']),
});

export type BoampsReport = z.output<typeof boampsSchema>;
