import type { z } from 'zod';
import type { MeasuredRow } from '../calibration/measured/measured-row.ts';
import { numberColumns, rowSchema } from '../calibration/measured/row-schema.ts';
import type { Vocabulary } from '../calibration/measured/vocabulary-schema.ts';
import { networkOf } from '../calibration/network-of.ts';
import { describeIssues } from '../schema/describe-issues.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError, type InputIssue } from '../schema/input-error.ts';
import { type CsvRow, parseCsv } from '../schema/parse-csv.ts';
import { readInput, shownName } from '../targets/read-input.ts';
import { choosePoint } from './choose-point.ts';
import { unknownRuntime } from './choose-runtime.ts';
import type { PredictableProfile } from './predictable-profile.ts';

type Cells = z.output<typeof rowSchema>;

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

/** What measurements of a board are read against. */
export interface AnchoredBoard {
  readonly profile: PredictableProfile;
  /** What cells that are empty stand for: the board as its profile sets it, and the program that is asked for. */
  readonly like: MeasuredRow;
  /** What the network that is asked for may be called, where it is a file. */
  readonly names?: readonly string[];
  readonly vocabulary: Vocabulary;
  /** Published rows of the class. */
  readonly rows: readonly MeasuredRow[];
}

const columnOf: Readonly<Record<string, string>> = {
  E_THREADS: 'threads',
  E_MODE: 'mode',
  E_SUPPLY: 'supplyV',
  E_OPERATING_POINT: 'clockMhz',
};

/** Faults of a setting that `sparsewatt predict` would refuse as well. */
function settingFaults(row: CsvRow, data: Cells, { profile, rows }: AnchoredBoard): InputIssue[] {
  const { threads, mode, clockMhz, supplyV, regulator, batch } = data;
  const asked = {
    ...(threads === undefined ? {} : { threads: String(threads) }),
    ...(mode === undefined ? {} : { mode }),
    ...(clockMhz === undefined ? {} : { clockMhz }),
    ...(supplyV === undefined ? {} : { supplyV }),
    ...(regulator === undefined ? {} : { regulator }),
    ...(batch === undefined ? {} : { batch }),
  };
  try {
    choosePoint(profile, asked, rows);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.issues.map(({ code, message, allowed, didYouMean: guess }) => {
      const option = message.split(' ')[0]!;
      const column = columnOf[code] ?? (option === 'supply' ? 'supplyV' : option);
      return row.issueAt(column, code, `is refused: ${message}`, {
        ...(allowed ? { allowed } : {}),
        ...(guess ? { didYouMean: guess } : {}),
      });
    });
  }
}

/** How many times an energy may differ from power times time before one of the three has another unit. */
const mostOff = 2;

/** An energy that its own power and time contradict; null where there is none. */
function energyFault(row: CsvRow, { latencyMs, powerW, energyJ, scenario, batch }: Cells): InputIssue | null {
  if (!latencyMs || !powerW || !energyJ || scenario !== 'SingleStream' || (batch ?? 1) > 1) return null;
  const ratio = energyJ / ((powerW * latencyMs) / 1e3);
  if (ratio < mostOff && ratio > 1 / mostOff) return null;
  return row.issueAt(
    'energyJ',
    'E_ENERGY',
    `is ${ratio.toPrecision(2)} times powerW x latencyMs; one inference takes about that product.`,
    { hint: 'Units are J, W and ms.' },
  );
}

/**
 * Reads measurements of one board.
 * @throws InputError with every fault, each with line and column
 */
export async function loadAnchors(file: string, board: AnchoredBoard): Promise<MeasuredRow[]> {
  const { like, vocabulary, rows } = board;
  const runtimes = [...new Set(rows.map((row) => row.runtime)), unknownRuntime].sort();
  const issues: InputIssue[] = [];
  const anchors: MeasuredRow[] = [];
  const lines = parseCsv(await readInput(file), shownName(file), anchorColumns);
  if (lines.length === 0)
    throw new InputError([
      {
        ...{ file: shownName(file), line: 1, column: 1, path: '' },
        ...{ code: 'E_CSV', message: 'There is no measurement below the header line.' },
      },
    ]);
  for (const [i, row] of lines.entries()) {
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
    const isAsked = data.network === like.network || (board.names ?? []).includes(data.network);
    if (!isAsked && !networkOf({ network: data.network }))
      issues.push(
        row.issueAt(
          'network',
          'E_UNKNOWN_NETWORK',
          `is "${data.network}", which is neither a built-in network nor the file that is asked for.`,
          {
            hint: '"sparsewatt networks list" lists them.',
          },
        ),
      );
    issues.push(...settingFaults(row, data, board));
    const energy = energyFault(row, data);
    if (energy) issues.push(energy);
    if (!runtimes.includes(data.runtime)) {
      const guess = didYouMean(data.runtime, runtimes);
      issues.push(
        row.issueAt(
          'runtime',
          'E_UNKNOWN_RUNTIME',
          `is "${data.runtime}", which no published row of class ${like.targetClass} ran under.`,
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
      ...(graph && isAsked ? { graph } : {}),
      id: data.id,
      runtime: data.runtime,
      publishedRuntime: known?.published ?? data.runtime,
      lineage: known?.lineage ?? data.runtime,
      portableKernels: known?.kernels === 'portable',
      network: isAsked ? like.network : data.network,
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
      note: `line ${row.issueAt('', '', '').line}`,
    });
  }
  if (issues.length > 0) throw new InputError(issues);
  return anchors;
}
