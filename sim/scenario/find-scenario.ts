import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError } from '../schema/input-error.ts';

/** The scenario that runs when none is named. */
export const defaultScenario = 'scenarios/smart-camera.yaml';

/**
 * Path of a scenario: a file relative to `cwd`, else one of the package (`scenarios/smart-camera.yaml` or just
 * `smart-camera`).
 * @throws InputError when there is neither, naming the shipped scenarios
 */
export async function findScenario(name: string, cwd: string): Promise<string> {
  const own = resolve(cwd, name);
  if (existsSync(own)) return own;
  const folder = join(packageRoot(), 'scenarios');
  const shipped = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort();
  const wanted = basename(name).replace(/\.ya?ml$/, '');
  const plain = !/[/\\]/.test(name) || name === `scenarios/${basename(name)}`;
  const match = shipped.find((file) => file === `${wanted}.yaml`);
  if (plain && match) return join(folder, match);
  const ids = shipped.map((file) => file.replace(/\.yaml$/, ''));
  const meant = didYouMean(wanted, ids);
  throw new InputError([
    {
      file: name,
      line: 0,
      column: 0,
      code: 'E_SCENARIO_MISSING',
      path: '',
      message: 'there is no such scenario file',
      allowed: ids,
      hint: 'sparsewatt scenarios list shows those that are ready to run',
      ...(meant ? { didYouMean: meant } : {}),
    },
  ]);
}
