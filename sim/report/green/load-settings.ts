import { readFile } from 'node:fs/promises';
import { InputError } from '../../schema/input-error.ts';
import { type ParsedYaml, parseYamlDocument } from '../../schema/parse-yaml.ts';
import { type ReportSettings, settingsSchema } from './settings-schema.ts';

/** Settings of a report that has no file of them. */
export const noSettings: ReportSettings = settingsSchema.parse({ schemaVersion: 1 });

/**
 * Reads the settings of a report.
 * @param shownAs path for messages
 * @throws InputError with every fault, each with line and column
 */
export async function loadSettings(file: string, shownAs: string): Promise<ParsedYaml<ReportSettings>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const message = error.code === 'ENOENT' ? 'there is no such file' : `cannot be read (${error.code})`;
    throw new InputError([
      {
        file: shownAs,
        line: 0,
        column: 0,
        code: 'E_SETTINGS',
        path: '',
        message,
        hint: 'docs/reports.md has one to copy',
      },
    ]);
  });
  const parsed = parseYamlDocument(settingsSchema, text, shownAs);
  const regions = parsed.value.fleet?.regions;
  const whole = Object.values(regions ?? {}).reduce((sum, share) => sum + share, 0);
  if (regions && Math.abs(whole - 1) > 1e-6)
    throw new InputError([
      parsed.issueAt(
        ['fleet', 'regions'],
        'E_SHARE',
        `The shares sum to ${Number(whole.toPrecision(6))}; they must sum to 1.`,
      ),
    ]);
  return parsed;
}
