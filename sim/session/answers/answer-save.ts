import { readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { defaultScenario, findScenario } from '../../scenario/find-scenario.ts';
import { openScenario } from '../../scenario/open-scenario.ts';
import { scenarioWithSettings } from '../../scenario/scenario-with-settings.ts';
import { governedRuntime } from '../../targets/clocks/governed-runtime.ts';
import type { Answer } from '../answer.ts';
import { openWarmCell } from '../open-warm-cell.ts';

/**
 * Writes a new file beside the scenario, whose models it names by relative paths; never over another one.
 * @throws Error where the name cannot be a file's, the file exists or cannot be written; InputError where the settings make
 *   no scenario: no file is then left behind
 */
export const answerSave: Answer<'save'> = async (context, { kind, name, cell, row, change }) => {
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name))
    throw new Error(
      `"${name}" cannot be the name of a scenario; use lower-case letters, digits, dots and hyphens`,
    );
  const { settings } = context;
  const scenario = await context.scenario();
  const path = await findScenario(settings.scenario ?? defaultScenario, settings.cwd);
  const entry = scenario.targets.find(({ id }) => id === cell.target);
  if (!entry) throw new RangeError(`the run has no target ${cell.target}`);
  const { policies = {}, deadlineMs, batteryJ, storeJ, governor } = change;
  const preset = kind === 'preset';
  const { text, left } = scenarioWithSettings(await readFile(path, 'utf8'), {
    name: name.replace(/\.yaml$/, ''),
    targetClass: entry.targetClass,
    ...(preset
      ? { added: [policies[row] ?? row] }
      : { ...(await turned()), batteryJ, governor: governed(), replaced: policies }),
  });
  if (preset && left.length > 0)
    throw new Error(`a scenario cannot name ${left[0]}: static points have the group static alone`);
  const file = join(dirname(path), `${name.replace(/\.yaml$/, '')}.yaml`);
  await writeFile(file, text, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === 'EEXIST'
        ? `${file} exists already, and is never overwritten; give another name`
        : `${file} cannot be written (${error.code ?? error.message})`,
    );
  });
  try {
    await openScenario(file, settings.cwd);
  } catch (error) {
    await unlink(file);
    throw error;
  }
  const clock =
    governor === undefined ? '' : `, the clock for all runtimes of ${cell.target} with the same governor`;
  const alone = left.length > 0 ? `; without ${left.join(', ')}, which scenarios cannot name` : '';
  return { file, remark: preset ? '' : `; for all targets of class ${entry.targetClass}${clock}${alone}` };

  function governed() {
    if (governor === undefined) return undefined;
    const before = governedRuntime(cell.runtime).governor;
    const { target } = scenario.value.targets[scenario.targets.indexOf(entry!)]!;
    return { target, before, after: governor };
  }

  async function turned() {
    const plain = await openWarmCell(context, cell, {});
    const store = plain.input.environment?.supply?.store;
    const { denseServiceMs } = await plain.warm.step({ kind: 'describe', policies: [] });
    return {
      ...(deadlineMs === undefined
        ? {}
        : { deadline: { ms: deadlineMs, factor: deadlineMs / denseServiceMs } }),
      ...(storeJ === undefined || !store
        ? {}
        : { store: { capacityJ: storeJ, factor: storeJ / store.capacityJ } }),
    };
  }
};
