// Writes the list of policies in docs/policies.md from the registry.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../sim/package-root.ts';
import type { PolicyDefinition } from '../sim/policies/policy.ts';
import { policyDefinitions } from '../sim/policies/registry.ts';

export const policiesGuideFile = join(packageRoot(), 'docs', 'policies.md');

const begin = '<!-- policies: written by tools/write-policies-guide.ts -->';
const end = '<!-- end of policies -->';

function parameterRows({ parameters = {} }: PolicyDefinition): readonly string[] {
  const rows = Object.entries(parameters).map(
    ([id, { unit, low, high, default: usual, meaning }]) =>
      `| \`${id}\` | ${unit === '1' ? '' : unit} | ${low} to ${high} | ${usual} | ${meaning} |`,
  );
  return rows.length === 0
    ? []
    : ['', '| parameter | unit | range | default | meaning |', '| --- | --- | --- | --- | --- |', ...rows];
}

function section(definition: PolicyDefinition): string {
  const { id, title, source, signal, charge, needs } = definition;
  return [
    `### ${title}: \`${id}\``,
    '',
    `- Source: ${source}.`,
    `- Signal: ${signal}.`,
    `- Charged operations: ${charge ?? 'none'}.`,
    ...(needs ? [`- Needs: ${needs.join(', ')}.`] : []),
    ...parameterRows(definition),
  ].join('\n');
}

/** The guide with the list of policies as the registry has it now. @throws Error when the marks are missing */
export function policiesGuide(guide: string): string {
  const [from, to] = [guide.indexOf(begin), guide.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/policies.md lacks the lines ${begin} and ${end}`);
  const list = policyDefinitions.map(section).join('\n\n');
  return `${guide.slice(0, from)}${begin}\n\n${list}\n\n${guide.slice(to)}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  writeFileSync(policiesGuideFile, policiesGuide(readFileSync(policiesGuideFile, 'utf8')));
