import type { LiveCheck } from '../report/run-report.ts';
import { hostNote } from '../targets/neuromorphic/points/host-note.ts';
import { conversionNotes } from './conversion-notes.ts';
import { liveSpikeImages } from './live-spike-images.ts';
import type { ScenarioTarget } from './load-scenario.ts';
import type { RunSpikes } from './obtain-run-spikes.ts';
import type { NetworkTables, RunTableOptions } from './obtain-run-tables.ts';

/**
 * Tables of the scenario's ladder converted for a spiking chip: shipped, cached or simulated now, and a few images simulated
 * again and compared exactly.
 * @throws InputError E_DOES_NOT_FIT where no level fits; ModelError, Error when the network cannot be converted, or the
 *   signal's reason
 */
export async function obtainRunPoints(
  { target, id, targetClass }: ScenarioTarget,
  runtime: string,
  ladder: NetworkTables,
  options: RunTableOptions & { readonly seed: number; readonly live: boolean },
): Promise<RunSpikes> {
  const { openChipRequest } = await import('../targets/neuromorphic/points/open-chip-request.ts');
  const { obtainChip } = await import('../targets/neuromorphic/points/obtain-chip.ts');
  const { file, network, name } = ladder;
  const opened = await openChipRequest(file, network, target, runtime);
  const shown = `${name}, ${opened.request.form} on ${id}`;
  const request = {
    ...opened.request,
    threads: options.threads,
    signal: options.signal,
    onProgress: (done: number, total: number) => options.onProgress?.(shown, done, total),
  };
  let { tables, origin } = await obtainChip(request, options);
  let liveCheck: LiveCheck | null = null;
  if (options.live && origin !== 'measured') {
    const { verifyChip } = await import('../targets/neuromorphic/points/verify-chip.ts');
    options.onProgress?.(`checking the spikes of ${shown} live`, 0, 1);
    const check = await verifyChip(request, tables, 'test', liveSpikeImages, options.seed);
    if (check.firstMismatch !== null) {
      options.onWarning?.(`spikes differ from the ${origin} table: ${check.firstMismatch}. Simulated anew.`);
      ({ tables, origin } = await obtainChip(request, { ...options, force: true }));
    } else {
      const points = tables.test.points.length;
      liveCheck = { network: shown, images: liveSpikeImages, points, mismatches: 0, tables: origin };
    }
  }
  const { unknown } = request.target;
  return {
    target,
    runtime,
    validation: tables.validation,
    test: tables.test,
    liveCheck,
    notes: [
      ...(targetClass === 'neuromorphic' ? [hostNote] : []),
      ...(unknown.length > 0
        ? [`energy is of what was published for this chip: without ${unknown.join(', ')}`]
        : []),
      ...opened.leftOut.map(({ level, why }) => `${level} does not fit: ${why}`),
      ...(await conversionNotes(tables.test)),
    ],
  };
}
