import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { budgetSchema } from '../../sim/report/budget/budget-schema.ts';
import { formatNames } from '../../sim/report/formats/format-names.ts';
import { settingsSchema } from '../../sim/report/green/settings-schema.ts';
import { parseYamlDocument } from '../../sim/schema/parse-yaml.ts';

const page = readFileSync(new URL('../../docs/reports.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([^`]*)```/g)].map((match) => match[1]!);

it('docs/reports.md has settings and a budget that can be copied', () => {
  expect(blocks).toHaveLength(2);
  expect(parseYamlDocument(settingsSchema, blocks[0]!, 'settings').value.fleet?.devices).toBe(10_000);
  expect(parseYamlDocument(budgetSchema, blocks[1]!, 'budget').value.budgets).toHaveLength(1);
});

it('docs/reports.md lists every format', () => {
  const listed = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1]);
  expect(listed).toEqual([...formatNames]);
});
