import type { BoardCpuProfile } from '../../targets/board-cpu/profile-schema.ts';
import type { BoardRuntime } from '../../targets/board-cpu/runtime-schema.ts';
import type { Quantity } from '../../targets/quantity.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { perRows } from '../per-rows.ts';
import { runtimeInterval } from '../runtime-interval.ts';
import { boardCosts } from './board-costs.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { cpuEnergyModel } from './energy-model.ts';
import { cpuLatencyModel } from './latency-model.ts';
import { rowOfBoard } from './row-of-board.ts';
import { bytesPerValue } from './run-setting.ts';

/** Fitted once: their intervals are learned by leaving rows out, group by group. */
const latencyOf = perRows((rows, facts: CpuFacts) => cpuLatencyModel(facts, 'sbc-cpu').fit(rows));
const energyOf = perRows((rows, facts: CpuFacts) => cpuEnergyModel(facts).fit(rows));

const formOf = (row: MeasuredRow) => (bytesPerValue(row.precision) === 4 ? 'fp32' : 'int8');

/**
 * One row of each runtime and form of numbers that a board may use: those seen on its core family, or else on three
 * families at least. The newest version of a line stands for it.
 */
function candidates(family: string, rows: readonly MeasuredRow[]): readonly MeasuredRow[] {
  const usable = rows.filter(
    (row) => bytesPerValue(row.precision) !== null && measuredValue(row, 'latency') !== null,
  );
  const program = (row: MeasuredRow) => `${row.lineage} ${formOf(row)}`;
  const families = new Map<string, Set<string>>();
  for (const row of usable)
    families.set(program(row), (families.get(program(row)) ?? new Set()).add(row.family));
  const own = usable.filter((row) => row.family === family);
  const seen = own.length > 0 ? own : usable.filter((row) => families.get(program(row))!.size >= 3);
  const newest = new Map<string, MeasuredRow>();
  for (const row of seen) {
    const before = newest.get(program(row));
    if (!before || row.runtime > before.runtime) newest.set(program(row), row);
  }
  return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Dense runtimes of a described board, derived from the calibrated models. @param rows calibration rows */
export function describedBoardRuntimes(
  profile: BoardCpuProfile,
  facts: CpuFacts,
  rows: readonly MeasuredRow[],
): Record<string, BoardRuntime> {
  const [latency, energy] = [latencyOf(rows, facts), energyOf(rows, facts)];
  const runtimes: Record<string, BoardRuntime> = {};
  for (const like of candidates(profile.family, rows)) {
    const form = formOf(like);
    const { runtime, publishedRuntime, lineage, precision } = like;
    const row = rowOfBoard(profile, { runtime, publishedRuntime, lineage, precision });
    const grade = like.family === profile.family ? 'fitted' : 'estimated';
    const where =
      grade === 'fitted' ? `from its rows on ${profile.family}` : 'from its rows on other core families';
    const widest = (of: string) =>
      `90% interval of the ${of} model for a network that it has not seen: the widest of four`;
    const latencyInterval = runtimeInterval(latency, row, ({ central }) => central, widest('latency'));
    const energyInterval = runtimeInterval(energy, row, ({ central }) => central, widest('energy'));
    if (!latencyInterval || !energyInterval) continue;
    runtimes[`${runtime}-${form}`] = {
      kernels: 'dense',
      title: `${publishedRuntime}, ${form}, all fast cores, dense (predicted ${where})`,
      numericForms: [form],
      bytesPerValue: bytes(form),
      ...boardCosts(profile, row, facts, rows, grade, where),
      latencyInterval,
      energyInterval,
    };
  }
  return runtimes;
}

const bytes = (form: 'fp32' | 'int8'): Quantity => ({
  value: form === 'fp32' ? 4 : 1,
  unit: 'B',
  source: 'calibrated-models',
  grade: 'fitted',
  note: form,
});
