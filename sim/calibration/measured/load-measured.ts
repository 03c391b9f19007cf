import { join } from 'node:path';
import { describeIssues } from '../../schema/describe-issues.ts';
import { didYouMean } from '../../schema/did-you-mean.ts';
import { InputError, type InputIssue } from '../../schema/input-error.ts';
import { type CsvRow, parseCsv } from '../../schema/parse-csv.ts';
import { shippedProfiles } from '../../targets/profile-files.ts';
import { readInput, shownName } from '../../targets/read-input.ts';
import { loadVocabulary } from './load-vocabulary.ts';
import { type MeasuredClass, type MeasuredRow, measuredClasses } from './measured-row.ts';
import { numberColumns, rowColumns, rowSchema } from './row-schema.ts';
import type { Vocabulary } from './vocabulary-schema.ts';

/** Cells with numbers in place of the texts that are numbers. */
function readNumbers(cells: Readonly<Record<string, string>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(cells).map(([column, text]) => {
      const value = Number(text);
      return [column, numberColumns.has(column) && Number.isFinite(value) ? value : text];
    }),
  );
}

function readRow(
  row: CsvRow,
  targetClass: MeasuredClass,
  vocabulary: Vocabulary,
  issues: InputIssue[],
): MeasuredRow | null {
  const cells = readNumbers(row.cells);
  const result = rowSchema.safeParse(cells);
  if (!result.success) {
    for (const { path, code, message, ...more } of describeIssues(rowSchema, cells, result.error.issues))
      issues.push(row.issueAt(String(path[0] ?? ''), code, message, more));
    return null;
  }
  const data = result.data;
  const known = (column: 'device' | 'runtime' | 'network', words: object): boolean => {
    if (Object.hasOwn(words, data[column])) return true;
    const allowed = Object.keys(words);
    const guess = didYouMean(data[column], allowed);
    issues.push(
      row.issueAt(
        column,
        `E_UNKNOWN_${column.toUpperCase()}`,
        `is "${data[column]}", which is not in hardware-profiles/measured/vocabulary.yaml.`,
        { allowed, ...(guess ? { didYouMean: guess } : {}), hint: `Add it there under ${column}s.` },
      ),
    );
    return false;
  };
  const words = [
    known('device', vocabulary.devices),
    known('runtime', vocabulary.runtimes),
    known('network', vocabulary.networks),
  ];
  if (words.includes(false)) return null;
  const device = vocabulary.devices[data.device]!;
  const runtime = vocabulary.runtimes[data.runtime]!;
  if (device.class !== targetClass)
    issues.push(
      row.issueAt(
        'device',
        'E_CLASS',
        `is of class ${device.class}; this file holds rows of ${targetClass}.`,
      ),
    );
  return {
    id: data.id,
    targetClass,
    device: data.device,
    chip: device.chip,
    family: device.family,
    runtime: data.runtime,
    publishedRuntime: runtime.published,
    lineage: runtime.lineage ?? data.runtime,
    portableKernels: runtime.kernels === 'portable',
    network: data.network,
    precision: data.precision,
    batch: data.batch ?? null,
    scenario: data.scenario,
    threads: data.threads === undefined ? null : String(data.threads),
    mode: data.mode ?? null,
    clockMhz: data.clockMhz ?? null,
    supplyV: data.supplyV ?? null,
    regulator: data.regulator ?? null,
    accelerators: data.accelerators ?? 1,
    boundary: data.boundary ?? null,
    latencyMs: data.latencyMs ?? null,
    latencyP90Ms: data.latencyP90Ms ?? null,
    throughputPerS: data.throughputPerS ?? null,
    powerW: data.powerW ?? null,
    energyJ: data.energyJ ?? null,
    dynamicEnergyJ: data.dynamicEnergyJ ?? null,
    dutyCycle: data.dutyCycle ?? null,
    sparsity: data.sparsity ?? null,
    sparsityLevel: data.sparsityLevel ?? null,
    speedup: data.speedup ?? null,
    use: data.use,
    except: data.except ?? [],
    reason: data.reason ?? null,
    source: data.source,
    note: data.note ?? null,
    ...(data.evidence === undefined
      ? {}
      : {
          counted: {
            series: data.series ?? null,
            operators: data.operators ?? null,
            depth: data.depth ?? null,
            neurons: data.neurons ?? null,
            synapses: data.synapses ?? null,
            steps: data.steps ?? null,
            cores: data.cores ?? null,
            poweredCores: data.poweredCores ?? null,
            inputCores: data.inputCores ?? null,
            synapticEventsPerS: data.synapticEventsPerS ?? null,
            evidence: data.evidence,
          },
        }),
  };
}

/**
 * Reads the measured rows of some classes, in the order of the files.
 * @param classes all of them by default
 * @param root folder that holds measured/
 * @throws InputError with every fault of the files, each with line and column
 */
export async function loadMeasured(
  classes: readonly MeasuredClass[] = measuredClasses,
  root: string = shippedProfiles(),
): Promise<MeasuredRow[]> {
  const vocabulary = await loadVocabulary(root);
  const rows: MeasuredRow[] = [];
  const issues: InputIssue[] = [];
  const ids = new Set<string>();
  for (const targetClass of classes) {
    const file = join(root, 'measured', `${targetClass}.csv`);
    for (const row of parseCsv(await readInput(file), shownName(file), rowColumns)) {
      const read = readRow(row, targetClass, vocabulary, issues);
      if (!read) continue;
      if (ids.has(read.id)) issues.push(row.issueAt('id', 'E_ID', `is "${read.id}", which another row has.`));
      ids.add(read.id);
      rows.push(read);
    }
  }
  if (issues.length > 0) throw new InputError(issues);
  return rows;
}
