import type { LiveCheck } from '../report/run-report.ts';
import type { SpikeTable } from '../targets/neuromorphic/spike-tables.ts';
import { conversionNotes } from './conversion-notes.ts';
import { liveSpikeImages } from './live-spike-images.ts';
import type { ScenarioTarget } from './load-scenario.ts';
import type { NetworkTables, RunTableOptions } from './obtain-run-tables.ts';

/** Spiking tables of the ladder on one neuromorphic target, checked. */
export interface RunSpikes {
  readonly target: string;
  /** Null: the tables are those of every runtime. */
  readonly runtime: string | null;
  /** Name of the unit that replays them, where others of the target compute with numbers. */
  readonly unit?: string;
  readonly validation: SpikeTable;
  readonly test: SpikeTable;
  readonly liveCheck: LiveCheck | null;
  /** What the reader of a cell must know: how small the sample is and what conversion costs. */
  readonly notes: readonly string[];
}

/**
 * Spiking tables of the scenario's ladder for a neuromorphic target: shipped, cached or simulated now, and a few images
 * simulated again and compared exactly.
 * @throws InputError, ModelError, Error when the network cannot be converted, or the signal's reason
 */
export async function obtainRunSpikes(
  { target, id }: ScenarioTarget,
  ladder: NetworkTables,
  options: RunTableOptions & { readonly seed: number; readonly live: boolean },
): Promise<RunSpikes> {
  const { loadChip } = await import('../targets/neuromorphic/load-chip.ts');
  const { obtainSpikes } = await import('../targets/neuromorphic/obtain-spikes.ts');
  const { defaultSampleCount } = await import('../targets/neuromorphic/spike-recipe.ts');
  const chip = (await loadChip(target)).timing;
  const { file, network, name } = ladder;
  const { tables, origin } = await obtainSpikes(
    {
      modelFile: file,
      network,
      chip,
      sampleCount: defaultSampleCount,
      threads: options.threads,
      signal: options.signal,
      onProgress: (done, total) => options.onProgress?.(`${name}, spikes on ${id}`, done, total),
    },
    options,
  );
  let liveCheck: LiveCheck | null = null;
  if (options.live && origin !== 'measured') {
    const { verifySpikes } = await import('../targets/neuromorphic/verify-spikes.ts');
    const { validation, test } = tables;
    options.onProgress?.(`checking the spikes of ${name} live`, 0, 1);
    const check = await verifySpikes({
      tables,
      modelFile: file,
      network,
      chip,
      split: 'test',
      count: liveSpikeImages,
      seed: options.seed,
    });
    if (check.firstMismatch !== null) {
      options.onWarning?.(`spikes differ from the ${origin} table: ${check.firstMismatch}. Simulated anew.`);
      return obtainRunSpikes({ target, id, targetClass: 'neuromorphic', runtimes: [] }, ladder, {
        ...options,
        force: true,
      });
    }
    liveCheck = {
      network: `${name}, spikes on ${id}`,
      images: Math.min(liveSpikeImages, test.sampleCount, validation.sampleCount),
      points: test.points.length,
      mismatches: 0,
      tables: origin,
    };
  }
  return {
    target,
    runtime: null,
    validation: tables.validation,
    test: tables.test,
    liveCheck,
    notes: await conversionNotes(tables.test),
  };
}
