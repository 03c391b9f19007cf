import { isAbsolute, relative } from 'node:path';
import { defaultScenario, findScenario } from './find-scenario.ts';
import { loadScenario, type Scenario } from './load-scenario.ts';

/**
 * Finds, reads and checks a scenario against the shipped profiles and policies.
 * @param name file or shipped name; the main example when absent @param cwd folder that files are relative to
 * @throws InputError
 */
export async function openScenario(name: string | undefined, cwd: string): Promise<Scenario> {
  const path = await findScenario(name ?? defaultScenario, cwd);
  const near = relative(cwd, path);
  const shownAs = near.startsWith('..') || isAbsolute(near) ? path : near;
  const { shippedCatalogue } = await import('./shipped-catalogue.ts');
  return loadScenario(path, shownAs, await shippedCatalogue());
}
