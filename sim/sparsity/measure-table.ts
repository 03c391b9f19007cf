import { isTask, openScenarioTask } from '../data/task/scenario-tasks.ts';
import { openPool } from '../sweep/pool.ts';
import { runAll } from '../sweep/run-all.ts';
import { compilePlan } from './execute/compile-plan.ts';
import { compileGraph } from './execute/graph/compile-graph.ts';
import { imagePlan } from './execute/graph/image-plan.ts';
import { isChain } from './execute/is-chain.ts';
import { quantisePlan } from './int8/quantise-plan.ts';
import { mergeTables } from './merge-tables.ts';
import type { OutcomeTable } from './outcome-table.ts';
import { planTable } from './plan-table.ts';
import type { TableCache } from './table-cache.ts';
import type { TableRequest } from './table-request.ts';
import { type TableTask, tableWorker } from './table-task.ts';

/** Samples of one task: long enough to hide its dispatch, short enough for progress, balance and small losses. */
const samplesPerTask = 256;

/**
 * Makes an outcome table with the real kernels on worker threads. The table does not depend on their number.
 * @param cache finished parts are stored here and found again after an interruption; null: nothing is stored
 * @throws ModelError, UnsupportedNetworkError, TableError, DataMissingError, or the signal's reason
 */
export async function measureTable(
  request: TableRequest,
  cache: TableCache | null = null,
): Promise<OutcomeTable> {
  const { network, points, sampleCount, key, int8 } = await planTable(request);
  if (isTask(request.data)) openScenarioTask(request.data);
  // What cannot be executed is refused here, with its type, rather than by a worker.
  if (isTask(request.data)) compileGraph(network);
  else if (int8) quantisePlan(compilePlan(network), int8);
  else if (isChain(network)) compilePlan(network);
  else imagePlan(network);
  const total = sampleCount * points.length;
  const starts: number[] = [];
  for (let from = 0; from < sampleCount; from += samplesPerTask) starts.push(from);
  const countOf = (from: number) => Math.min(samplesPerTask, sampleCount - from);

  const parts = new Map<number, OutcomeTable>();
  let done = 0;
  for (const from of cache ? starts : []) {
    const part = await cache!.readPart(key, from, countOf(from));
    if (!part) continue;
    parts.set(from, part);
    done += part.sampleCount * points.length;
  }
  const resumed = done;
  request.onProgress?.({ done, total, resumed });

  const missing = starts.filter((from) => !parts.has(from));
  if (missing.length > 0) {
    const pool = await openPool<TableTask, OutcomeTable>(tableWorker, request.threads, missing.length);
    try {
      const tasks = missing.map((from): TableTask => {
        const positions = Uint32Array.from({ length: countOf(from) }, (_, i) => from + i);
        return {
          modelFile: request.modelFile,
          key,
          int8,
          data: request.data,
          split: request.split,
          positions,
          points,
        };
      });
      await runAll(pool, tasks, {
        signal: request.signal,
        onResult: async (part, index) => {
          const from = missing[index]!;
          parts.set(from, part);
          await cache?.writePart(part, from);
          done += part.sampleCount * points.length;
          request.onProgress?.({ done, total, resumed });
        },
      });
    } finally {
      await pool.destroy();
    }
  }
  const table = mergeTables(starts.map((from) => parts.get(from)!));
  await cache?.writeWhole(table);
  return table;
}
