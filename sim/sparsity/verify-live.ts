import { permutation } from '../engine/random/permutation.ts';
import { RandomStream } from '../engine/random/random-stream.ts';
import { openPool, type PoolThreads } from '../sweep/pool.ts';
import { runAll } from '../sweep/run-all.ts';
import type { OutcomeTable } from './outcome-table.ts';
import { planTable } from './plan-table.ts';
import type { DataName, TableSplit } from './table-data.ts';
import type { TableProgress } from './table-request.ts';
import { type TableTask, tableWorker } from './table-task.ts';

export interface LiveCheck {
  /** Image evaluations executed: samples x points. */
  readonly executed: number;
  readonly samples: number;
  readonly points: number;
  /** Evaluations in which any of top class, confidence, active inputs or effective multiply-accumulates differs. */
  readonly mismatches: number;
  /** The first mismatch in words, else null. */
  readonly firstMismatch: string | null;
}

export interface LiveCheckRequest {
  readonly table: OutcomeTable;
  readonly modelFile: string;
  readonly data: DataName;
  readonly split: TableSplit;
  /** At least 1,000 unless the table is smaller. */
  readonly sampleCount?: number;
  readonly seed: number;
  readonly threads?: PoolThreads | undefined;
  readonly onProgress?: ((progress: TableProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const samplesPerTask = 56;

/**
 * Executes a seeded sample of a table's images at every point with the real kernels, on worker threads, and compares
 * byte for byte. The same samples are executed at every point; only their images are made.
 * @throws ModelError, or the signal's reason. A mismatch is an answer, not an error.
 */
export async function verifyLive(request: LiveCheckRequest): Promise<LiveCheck> {
  const { table } = request;
  const { points } = table;
  const samples = Math.min(table.sampleCount, request.sampleCount ?? 1000);
  const numericForm = table.key.numericForm === 'int8' ? 'int8' : 'fp32';
  const plan = await planTable({ ...request, points, limit: table.sampleCount, numericForm });
  const draws = new RandomStream(request.seed, 'live-check', 'samples');
  const chosen = permutation(table.sampleCount, draws).slice(0, samples).sort();

  const tasks: TableTask[] = [];
  for (let from = 0; from < samples; from += samplesPerTask) {
    const positions = chosen.slice(from, from + samplesPerTask);
    const { modelFile, data, split } = request;
    tasks.push({ modelFile, key: plan.key, int8: plan.int8, data, split, positions, points });
  }
  const total = samples * points.length;
  let done = 0;
  const pool = await openPool<TableTask, OutcomeTable>(tableWorker, request.threads, tasks.length);
  try {
    const parts = await runAll(pool, tasks, {
      signal: request.signal,
      onResult: (part) => {
        done += part.sampleCount * points.length;
        request.onProgress?.({ done, total, resumed: 0 });
      },
    });
    const found = parts.flatMap((part, i) => mismatches(table, part, tasks[i]!.positions));
    return {
      executed: total,
      samples,
      points: points.length,
      mismatches: found.length,
      firstMismatch: found[0] ?? null,
    };
  } finally {
    await pool.destroy();
  }
}

/** One line for each evaluation of `part` that differs from the table. */
function mismatches(table: OutcomeTable, part: OutcomeTable, positions: Uint32Array): string[] {
  const found: string[] = [];
  const layers = table.layers.length;
  for (let p = 0; p < table.points.length; p++) {
    for (let i = 0; i < positions.length; i++) {
      const there = p * table.sampleCount + positions[i]!;
      const here = p * part.sampleCount + i;
      const wrong: string[] = [];
      const compare = (what: string, a: number | undefined, b: number | undefined) => {
        if (a !== b) wrong.push(`${what} ${b} instead of ${a}`);
      };
      compare('label', table.labels[positions[i]!], part.labels[i]);
      compare('top class', table.topClass[there], part.topClass[here]);
      compare('confidence', table.confidence[there], part.confidence[here]);
      for (let l = 0; l < layers; l++) {
        const name = table.layers[l];
        compare(
          `active inputs of ${name}`,
          table.activeInputs[there * layers + l],
          part.activeInputs[here * layers + l],
        );
        compare(
          `effective MACs of ${name}`,
          table.effectiveMacs[there * layers + l],
          part.effectiveMacs[here * layers + l],
        );
      }
      if (wrong.length > 0) {
        found.push(`sample ${positions[i]} at point ${table.points[p]!.id}: ${wrong.join(', ')}`);
      }
    }
  }
  return found;
}
