import type { ScenarioTarget } from './load-scenario.ts';
import { obtainRunPoints } from './obtain-run-points.ts';
import type { RunSpikes } from './obtain-run-spikes.ts';
import type { NetworkTables, RunTableOptions } from './obtain-run-tables.ts';
import { spikingParts } from './spiking-parts.ts';

/**
 * Tables of the scenario's ladder for every spiking chip that is a unit of a system, under each of the system's runtimes.
 * @throws as `obtainRunPoints`
 */
export async function obtainPartSpikes(
  entry: ScenarioTarget,
  ladder: NetworkTables,
  options: RunTableOptions & { readonly seed: number; readonly live: boolean },
): Promise<readonly RunSpikes[]> {
  const spikes: RunSpikes[] = [];
  for (const { unit, chip, runtimes } of await spikingParts(entry.target)) {
    for (const runtime of entry.runtimes) {
      const own = { ...entry, id: unit, target: chip };
      const found = await obtainRunPoints(own, runtimes[runtime]!, ladder, options);
      spikes.push({ ...found, target: entry.target, runtime, unit });
    }
  }
  return spikes;
}
