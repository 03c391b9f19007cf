import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { boampsSchema } from '../../../sim/report/formats/boamps-schema.ts';

interface Field {
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
  readonly items?: Field;
}

/**
 * Names, required fields and enumerations of the schemas that Boavizta publishes (github.com/Boavizta/BoAmps, folder model,
 * read in November 2026: report_schema at 01f4c8e, algorithm_schema at 5546e7f, dataset_schema at 4080193, hardware_schema at
 * 20c9a98). Fields of a measure are those that its own importer reads (db_model at 5a40cb8), required as in its guide.
 */
const published: Readonly<Record<string, { fields: string; required: string }>> = {
  '': {
    fields: 'header task measures system software infrastructure environment quality $hash',
    required: 'task measures infrastructure',
  },
  header: {
    fields:
      'licensing formatVersion formatVersionSpecificationUri reportId reportDatetime reportStatus publisher',
    required: 'reportDatetime',
  },
  'header.publisher': {
    fields: 'name division projectName confidentialityLevel publicKey',
    required: 'confidentialityLevel',
  },
  task: {
    fields:
      'taskStage taskFamily nbRequest algorithms dataset measuredAccuracy estimatedAccuracy taskDescription',
    required: 'taskStage taskFamily algorithms dataset',
  },
  'task.algorithms': {
    fields:
      'trainingType algorithmType algorithmName algorithmUri foundationModelName foundationModelUri parametersNumber framework frameworkVersion classPath layersNumber epochsNumber optimizer quantization',
    required: '',
  },
  'task.dataset': {
    fields: 'dataUsage dataType dataFormat dataSize dataQuantity shape source sourceUri owner',
    required: 'dataUsage dataType',
  },
  measures: {
    fields:
      'measurementMethod manufacturer version cpuTrackingMode gpuTrackingMode averageUtilizationCpu averageUtilizationGpu powerCalibrationMeasurement durationCalibrationMeasurement powerConsumption measurementDuration measurementDateTime',
    required: 'measurementMethod powerConsumption',
  },
  system: { fields: 'os distribution distributionVersion', required: 'os' },
  software: { fields: 'language version', required: 'language' },
  infrastructure: {
    fields: 'infraType cloudProvider cloudInstance cloudService components',
    required: 'infraType components',
  },
  'infrastructure.components': {
    fields: 'componentName componentType nbComponent memorySize manufacturer family series share',
    required: 'componentType nbComponent',
  },
  environment: {
    fields: 'country latitude longitude location powerSupplierType powerSource powerSourceCarbonIntensity',
    required: 'country',
  },
};

const enums: Readonly<Record<string, string>> = {
  'header.reportStatus': 'draft final corrective other',
  'header.publisher.confidentialityLevel': 'public internal confidential secret',
  'task.dataset.dataUsage': 'input output',
  'task.dataset.dataType': 'tabular audio boolean image video object text token word other',
  'task.dataset.source': 'public private other',
  'infrastructure.infraType': 'publicCloud privateCloud onPremise other',
  quality: 'high medium low',
};

const words = (text: string) => text.split(' ').filter((word) => word !== '');

describe('the mirror of BoAmps', () => {
  const objects = new Map<string, Field>();
  const found = new Map<string, string>();
  const walk = (field: Field, path: string) => {
    if (field.enum) found.set(path, field.enum.join(' '));
    if (field.items) walk(field.items, path);
    if (!field.properties) return;
    objects.set(path, field);
    for (const [name, inner] of Object.entries(field.properties))
      walk(inner, path === '' ? name : `${path}.${name}`);
  };
  walk(z.toJSONSchema(boampsSchema, { target: 'draft-7' }) as Field, '');

  it('has the objects that are published, with fields that exist there and all that are required', () => {
    expect([...objects.keys()].sort()).toEqual(Object.keys(published).sort());
    for (const [path, { properties, required = [] }] of objects) {
      const { fields, required: needed } = published[path]!;
      expect(words(fields), path).toEqual(expect.arrayContaining(Object.keys(properties!)));
      expect(required, path).toEqual(expect.arrayContaining(words(needed)));
    }
  });

  it('has the enumerations that are published, word by word', () => {
    expect(Object.fromEntries(found)).toEqual(enums);
  });
});
