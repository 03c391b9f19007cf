import { z } from 'zod';
import { budgetSchema } from '../report/budget/budget-schema.ts';
import { greenReportSchema } from '../report/green/schema/green-report-schema.ts';
import { settingsSchema } from '../report/green/settings-schema.ts';
import { runReportSchema } from '../report/run-report-schema.ts';
import { scenarioSchema } from '../scenario/scenario-schema.ts';
import { familySchema } from '../targets/family-schema.ts';
import { profileSchema } from '../targets/profile-schema.ts';
import { sourcesSchema } from '../targets/source-schema.ts';

const schemas = {
  profile: [profileSchema, 'A hardware profile of SparseWatt.'],
  family: [familySchema, 'What boards with the same core share.'],
  sources: [sourcesSchema, 'Where the numbers of hardware profiles come from.'],
  scenario: [scenarioSchema, 'A scenario of SparseWatt.'],
  budget: [budgetSchema, 'Limits that `sparsewatt check` holds a run to.'],
  'report-settings': [settingsSchema, 'What a green-AI report needs and a run cannot know.'],
  'green-report': [greenReportSchema, 'The document that `sparsewatt report --format json` writes.'],
  'run-report': [runReportSchema, 'The document that `sparsewatt run --json` prints.'],
} as const satisfies Record<string, readonly [z.ZodType, string]>;

/** JSON Schemas (draft-7) of every file that users write or read, by file name without `.json`. */
export function jsonSchemas(): ReadonlyMap<string, object> {
  return new Map(
    Object.entries(schemas).map(([name, [schema, description]]) => [
      name,
      {
        ...z.toJSONSchema(schema, {
          target: 'draft-7',
          // What a user writes: keys with a default may be left out. The report is what we write.
          io: name.endsWith('-report') ? 'output' : 'input',
          unrepresentable: 'any',
          reused: 'ref',
        }),
        title: `sparsewatt ${name}`,
        description,
      },
    ]),
  );
}
