import type { MeasuredRow } from '../calibration/measured/measured-row.ts';
import { numberColumns, rowSchema } from '../calibration/measured/row-schema.ts';
import type { Vocabulary } from '../calibration/measured/vocabulary-schema.ts';
import { networkOf } from '../calibration/network-of.ts';
import { describeIssues } from '../schema/describe-issues.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError, type InputIssue } from '../schema/input-error.ts';
import { parseCsv } from '../schema/parse-csv.ts';
import { readInput, shownName } from '../targets/read-input.ts';

/** Columns of a file of measurements of one board. Only `network` and a measurement must be there. */
export const anchorColumns = [
  'network',
  'runtime',
  'precision',
  'batch',
  'scenario',
  'threads',
  'mode',
  'clockMhz',
  'supplyV',
  'regulator',
  'latencyMs',
  'throughputPerS',
  'powerW',
  'energyJ',
] as const;

/**
 * Reads measurements of one board.
 * @param like what cells that are empty stand for: the board, and what is asked of it
 * @throws InputError with every fault, each with line and column
 */
export async function loadAnchors(
  file: string,
  like: MeasuredRow,
  vocabulary: Vocabulary,
): Promise<MeasuredRow[]> {
  const issues: InputIssue[] = [];
  const anchors: MeasuredRow[] = [];
  for (const [i, row] of parseCsv(await readInput(file), shownName(file), anchorColumns).entries()) {
    const cells = {
      id: `anchor-${i + 1}`,
      device: like.device,
      source: file,
      use: 'score',
      boundary: like.boundary ?? 'board',
      runtime: like.runtime,
      precision: like.precision,
      scenario: 'SingleStream',
      ...Object.fromEntries(
        Object.entries(row.cells).map(([column, text]) => {
          const value = Number(text);
          return [column, numberColumns.has(column) && Number.isFinite(value) ? value : text];
        }),
      ),
    };
    const result = rowSchema.safeParse(cells);
    if (!result.success) {
      for (const { path, code, message, ...more } of describeIssues(rowSchema, cells, result.error.issues))
        issues.push(row.issueAt(String(path[0] ?? ''), code, message, more));
      continue;
    }
    const data = result.data;
    if (data.network !== like.network && !networkOf({ network: data.network }))
      issues.push(
        row.issueAt(
          'network',
          'E_UNKNOWN_NETWORK',
          `is "${data.network}", which is not a built-in network.`,
          {
            hint: '"sparsewatt networks list" lists them.',
          },
        ),
      );
    const runtimes = [...Object.keys(vocabulary.runtimes), 'unknown'];
    if (!runtimes.includes(data.runtime)) {
      const guess = didYouMean(data.runtime, runtimes);
      issues.push(
        row.issueAt(
          'runtime',
          'E_UNKNOWN_RUNTIME',
          `is "${data.runtime}", which no published row ran under.`,
          {
            allowed: runtimes,
            ...(guess ? { didYouMean: guess } : {}),
          },
        ),
      );
    }
    const known = vocabulary.runtimes[data.runtime];
    const { graph, ...rest } = like;
    anchors.push({
      ...rest,
      ...(graph && data.network === like.network ? { graph } : {}),
      id: data.id,
      runtime: data.runtime,
      publishedRuntime: known?.published ?? data.runtime,
      lineage: known?.lineage ?? data.runtime,
      portableKernels: known?.kernels === 'portable',
      network: data.network,
      precision: data.precision,
      batch: data.batch ?? like.batch,
      scenario: data.scenario,
      threads: data.threads === undefined ? like.threads : String(data.threads),
      mode: data.mode ?? like.mode,
      clockMhz: data.clockMhz ?? like.clockMhz,
      supplyV: data.supplyV ?? like.supplyV,
      regulator: data.regulator ?? like.regulator,
      latencyMs: data.latencyMs ?? (data.energyJ && data.powerW ? (data.energyJ / data.powerW) * 1e3 : null),
      throughputPerS: data.throughputPerS ?? null,
      // Two of the three are enough: the third is what the others say.
      powerW: data.powerW ?? (data.energyJ && data.latencyMs ? data.energyJ / (data.latencyMs / 1e3) : null),
      energyJ: data.energyJ ?? null,
      source: file,
    });
  }
  if (issues.length > 0) throw new InputError(issues);
  return anchors;
}
