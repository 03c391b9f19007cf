import { InputError } from '../../schema/input-error.ts';
import type { Target } from '../../targets/target.ts';
import type { Scenario } from '../load-scenario.ts';
import type { RunTableOptions } from '../obtain-run-tables.ts';
import { type CellName, openCell } from '../open-cell.ts';
import { policyNamed } from '../policy-named.ts';
import { mostInBatch } from '../simulate/batch-passes.ts';
import { judgeQueries } from './judge-queries.ts';
import { largestPassing } from './largest-passing.ts';
import type { LoadgenResult } from './loadgen-result.ts';
import { type LoadgenMode, loadgenSettings, serverLatencyMs } from './loadgen-settings.ts';
import { type LoadgenCell, type QueryRun, queryRun } from './query-run.ts';

/** What is asked of the load generator. */
export interface LoadgenAsked extends Pick<CellName, 'target' | 'runtime'> {
  readonly policy: string;
  readonly mode: LoadgenMode;
  /** Server: bound of the latency at the 99th percentile; 10 ms by default. */
  readonly latencyMs?: number | undefined;
  /** Server: this rate alone, without a search. */
  readonly qps?: number | undefined;
  /** Samples of one pass at most; those of the scenario by default, one where it has none. */
  readonly batch?: number | undefined;
  /** How long a batch that is not full waits for more, us; 0 by default. */
  readonly batchWaitUs?: number | undefined;
  /** Least duration; 600 s, as LoadGen has it, by default. */
  readonly durationS?: number | undefined;
}

/** Server looks for its rate to within this share. */
const precision = 0.01;
/** Queries of a run during the search: LoadGen's own number before early stopping, for a 99th percentile. */
const searchQueries = 270_336;
/** Offline and closed loops are sized by a run of so many queries, with the slack that LoadGen adds (kSlack). */
const sizingQueries = 2000;
const slack = 1.1;

/**
 * MLPerf's load generator on a simulated target under a policy. Server without a rate looks for the largest that passes.
 * @throws InputError on a name that the scenario does not have; ModelError, TableError, or the signal's reason
 */
export async function runLoadgen(
  scenario: Scenario,
  asked: LoadgenAsked,
  options: RunTableOptions,
): Promise<LoadgenResult> {
  const { target, policy, runtime } = asked;
  const cell = await openCell(scenario, { target, runtime }, options);
  checkBatch(asked, cell.target);
  const definition = policyNamed(scenario.file, policy, cell.built.options);
  return cellLoadgen({ ...cell, definition }, scenario.file, asked);
}

/** The same on a cell that is open. */
export function cellLoadgen(opened: LoadgenCell, file: string, asked: LoadgenAsked): LoadgenResult {
  const cell = batchingAs(opened, asked);
  const { mode, latencyMs = serverLatencyMs } = asked;
  const settings = loadgenSettings[mode];
  const leastDurationS = asked.durationS ?? settings.leastDurationS;
  const samples = cell.networks[0]!.test.sampleCount;
  const leastQueries = mode === 'offline' ? Math.min(settings.leastQueries, samples) : settings.leastQueries;
  const search: { qps: number; valid: boolean }[] = [];
  const finish = (queries: QueryRun, server: { qps: number; latencyMs: number } | null): LoadgenResult => {
    const { run } = queries;
    return {
      ...judgeQueries(mode, queries, leastDurationS, leastQueries, server),
      mode,
      target: cell.name.target,
      runtime: cell.name.runtime,
      policy: cell.definition.id,
      network: cell.networks[0]!.network.name,
      queries: queries.latencyNs.length,
      samples: run.requests,
      mostInBatch: cell.input.batching?.most ?? 1,
      latencyBoundS: server ? latencyMs * 1e-3 : null,
      // Without a deadline every answer is in time; Server counts late ones as wrong here.
      accuracy: run.correct / run.requests,
      energyPerSampleJ: run.energyJ / run.requests,
      search,
    };
  };
  if (mode !== 'server') {
    const sizing = queryRun(cell, file, mode, Math.min(sizingQueries, leastQueries), null);
    const perS = sizing.latencyNs.length / (sizing.run.endNs * 1e-9);
    const queries = Math.max(leastQueries, Math.ceil(slack * leastDurationS * perS));
    return finish(queryRun(cell, file, mode, queries, null), null);
  }
  const atRate = (qps: number, most: number) => {
    const wanted = Math.ceil(slack * leastDurationS * qps);
    const server = { qps, latencyMs };
    return {
      queries: queryRun(cell, file, mode, Math.max(leastQueries, Math.min(wanted, most)), server),
      server,
    };
  };
  const passes = (qps: number) => {
    const { queries, server } = atRate(qps, searchQueries);
    const { valid } = judgeQueries(mode, queries, 0, leastQueries, server);
    search.push({ qps, valid });
    return valid;
  };
  const first = asked.qps ?? largestPassing(passes, startRate(cell), precision);
  for (let qps = first; ; qps *= 1 - precision) {
    const { queries, server } = atRate(qps, Number.POSITIVE_INFINITY);
    const result = finish(queries, server);
    if (asked.qps === undefined) search.push({ qps, valid: result.valid });
    // A whole run has more queries than one of the search, and may fail where that one passed by a hair.
    if (result.valid || asked.qps !== undefined || search.length > 60) return result;
  }
}

/** @throws InputError on a batch that the target does not take */
function checkBatch({ batch = 1, target }: LoadgenAsked, chip: Target): void {
  const takes = chip.units.length === 1 && chip.capabilities(chip.units[0]!.name).batches;
  const why =
    batch > mostInBatch
      ? `--batch ${batch}: passes of up to ${mostInBatch} samples are simulated`
      : batch > 1 && !takes
        ? `--batch ${batch}: ${target} takes one sample after the other`
        : null;
  if (why === null) return;
  throw new InputError([
    {
      file: 'loadgen',
      line: 0,
      column: 0,
      code: 'E_BATCH',
      path: 'batch',
      message: why,
      hint: 'leave it out, or name a target of class server-cpu, server-gpu or edge-gpu and a smaller batch.',
    },
  ]);
}

function batchingAs(cell: LoadgenCell, { batch, batchWaitUs }: LoadgenAsked): LoadgenCell {
  const { most = 1, waitUs = 0 } = cell.input.batching ?? {};
  const batching = { most: batch ?? most, waitUs: batchWaitUs ?? waitUs };
  const { batching: _own, ...input } = cell.input;
  return { ...cell, input: batching.most > 1 ? { ...input, batching } : input };
}

/** Half of what the fastest option could serve without a pause, queries a second. */
function startRate({ built }: LoadgenCell): number {
  const times = built.options.flatMap(({ validation }) => (validation ? [validation.meanServiceNs] : []));
  return times.length === 0 ? 1 : 0.5e9 / Math.min(...times);
}
