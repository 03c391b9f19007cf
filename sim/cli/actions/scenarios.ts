import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { packageRoot } from '../../package-root.ts';
import { type Column, textTable } from '../../report/text-table.ts';
import type { CliContext } from '../context.ts';

const columns: readonly Column[] = [
  { title: 'scenario', align: 'left' },
  { title: 'what it is', align: 'left' },
];

/** Lists the shipped scenarios with their titles. */
export async function listScenarios(this: CliContext, flags: { readonly json: boolean }): Promise<void> {
  const { scenarioSchema } = await import('../../scenario/scenario-schema.ts');
  const { parseYaml } = await import('../../schema/parse-yaml.ts');
  const folder = join(packageRoot(), 'scenarios');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const found = await Promise.all(
    files.map(async (name) => {
      const scenario = parseYaml(scenarioSchema, await readFile(join(folder, name), 'utf8'), name);
      const path = relative(this.cwd, join(folder, name));
      return {
        file: path.startsWith('..') ? join(folder, name) : path,
        name: scenario.name,
        title: scenario.title,
      };
    }),
  );
  if (flags.json) {
    this.stdout.write(`${JSON.stringify({ schemaVersion: '1.0', scenarios: found })}\n`);
    return;
  }
  const lines = textTable(
    columns,
    found.map((s) => [s.file, s.title]),
  );
  this.stdout.write(`${lines.join('\n')}\n`);
  if (found[0]) this.stderr.write(`next: sparsewatt run ${found[0].file}\n`);
}
