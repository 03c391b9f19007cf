import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runReportSchema } from '../../sim/report/run-report-schema.ts';
import { sampleReport } from './sample-report.ts';

interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

function undocumented(schema: JsonSchema, path: string): string[] {
  const inside = [schema.items, ...(schema.anyOf ?? [])].filter((s) => s !== undefined);
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
      ...(value.description ? [] : [`${path}.${key}`]),
      ...undocumented(value, `${path}.${key}`),
    ]),
    ...inside.flatMap((s) => undocumented(s, path)),
  ];
}

describe('runReportSchema', () => {
  it('accepts a report and refuses unknown keys', () => {
    expect(runReportSchema.parse(sampleReport())).toEqual(sampleReport());
    expect(() => runReportSchema.parse({ ...sampleReport(), extra: 1 })).toThrow(/extra/);
  });

  it('survives a trip through JSON', () => {
    expect(runReportSchema.parse(JSON.parse(JSON.stringify(sampleReport())))).toEqual(sampleReport());
  });

  it('documents every key', () => {
    const schema = z.toJSONSchema(runReportSchema, { target: 'draft-7' }) as JsonSchema;
    expect(Object.keys(schema.properties ?? {})).toContain('results');
    expect(undocumented(schema, '')).toEqual([]);
  });
});
