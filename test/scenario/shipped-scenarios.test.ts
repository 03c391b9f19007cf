import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isTask } from '../../sim/data/task/scenario-tasks.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { arrivalPaces } from '../../sim/scenario/arrival-paces.ts';
import type { Scenario } from '../../sim/scenario/load-scenario.ts';
import { openScenario } from '../../sim/scenario/open-scenario.ts';
import { runScenario } from '../../sim/scenario/run-scenario.ts';

const files = readdirSync(join(packageRoot(), 'scenarios')).filter((file) => file.endsWith('.yaml'));
const cacheFolder = mkdtempSync(join(tmpdir(), 'sparsewatt-shipped-'));
beforeAll(() => vi.stubEnv('SPARSEWATT_DATA', join(cacheFolder, 'nowhere')));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(cacheFolder, { recursive: true, force: true });
});

/** Little of a scenario: two seeds, and so short that each target has a few windows of requests. */
async function little(file: string): Promise<Scenario> {
  const scenario = await openScenario(join(packageRoot(), 'scenarios', file), cacheFolder);
  const { value } = scenario;
  const { arrivals } = value;
  const cycles = Object.values(value.classes).map((settings) =>
    arrivals.process === 'motion-triggered'
      ? (settings!.meanMotionS ?? arrivals.meanMotionS) / settings!.activeShare!
      : 0,
  );
  const horizonS = Math.max(value.horizonS / 400, Math.min(value.horizonS / 8, Math.max(...cycles)));
  return { ...scenario, value: { ...value, pairedSeeds: 2, horizonS } };
}

describe.each(files)('%s', (file) => {
  it('loads, under the name of its file', async () => {
    const { value } = await openScenario(join(packageRoot(), 'scenarios', file), cacheFolder);
    expect(`${value.name}.yaml`).toBe(file);
  });
});

describe('without the data', () => {
  it.each(files)('%s runs from its tables', { timeout: 120_000 }, async (file) => {
    const scenario = await little(file);
    if (!isTask(scenario.value.data)) return;
    const { report } = await runScenario(scenario, { threads: 1, version: 'test', cacheFolder });
    expect(report.cells.map((cell) => cell.target)).toEqual(
      scenario.targets.flatMap(({ id, runtimes }) =>
        runtimes.flatMap(() => arrivalPaces(scenario.value.arrivals).values.map(() => id)),
      ),
    );
    expect(report.results.some((row) => row.requests! > 100)).toBe(true);
    for (const check of report.liveChecks) expect([check.images, check.tables]).toEqual([0, 'shipped']);
    // No kernel computes these networks in int8: cells must say whose accuracy they show.
    const mcu = report.results.filter(({ target, fits }) => fits && target.startsWith('nucleo'));
    expect(new Set(mcu.map((row) => row.accuracyFrom))).toEqual(new Set(mcu.length > 0 ? ['fp32'] : []));
  });

  it('is refused on a target that does not know what an operator of the network costs', async () => {
    const scenario = await little('screen-assistant.yaml');
    const [first] = (await openScenario('industrial-sensor', cacheFolder)).targets;
    const classes = { ...scenario.value.classes, mcu: { activeShare: 0.5, deadlineFactor: 2 } };
    const other = {
      ...scenario,
      value: { ...scenario.value, classes },
      targets: [...scenario.targets, first!],
    };
    await expect(runScenario(other, { threads: 1, version: 'test', cacheFolder })).rejects.toThrow(
      /screen-assistant\.yaml.*E_OPERATOR_COST targets\[4\].*is of kind embedding, for which microcontrollers/s,
    );
  });
});
