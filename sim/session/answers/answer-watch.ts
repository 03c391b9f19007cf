import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findScenario } from '../../scenario/find-scenario.ts';
import { startReport } from '../../scenario/start-report.ts';
import type { Answer } from '../answer.ts';
import { readScenario } from '../session-context.ts';

/** Between looks, ms: a person who saves a file looks up no sooner. */
const betweenMs = 400;

/**
 * Looks after the scenario's file until the question is given up, and tells of every version that is not the one that
 * was open before: whether it can be run, or what is wrong with it.
 */
export const answerWatch: Answer<'watch'> = async ({ settings }, { hash }, { signal, onPart }) => {
  const { cwd, scenario = '' } = settings;
  const path = resolve(cwd, await findScenario(scenario, cwd));
  const versionOf = async () => {
    const found = await stat(path).catch(() => null);
    return found ? `${found.mtimeMs} ${found.size}` : 'gone';
  };
  let known = hash;
  let version = '';
  while (!signal.aborted) {
    const now = await versionOf();
    if (now !== version && now !== 'gone') {
      version = now;
      try {
        const read = await readScenario(settings);
        if (read.hash !== known) onPart({ kind: 'changed', report: startReport(read, settings) });
        known = read.hash;
      } catch (error) {
        known = '';
        onPart({ kind: 'invalid', problem: error instanceof Error ? error.message : String(error) });
      }
    }
    await sleep(betweenMs);
  }
  return null;
};
