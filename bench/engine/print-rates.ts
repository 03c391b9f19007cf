import { table } from '../lib/table.ts';
import type { Contestant } from './contestants.ts';
import type { MemoryRow } from './measure-memory.ts';
import { medianRate, medianRatio } from './ratios.ts';
import type { Rounds } from './run-rounds.ts';

const heaps = ['priority-queue', '4-ary'];

const perSecond = (rate: number) =>
  rate >= 1e6 ? `${(rate / 1e6).toFixed(2)} M` : `${(rate / 1e3).toFixed(0)} k`;
const times = (ratio: number | null) => (ratio === null ? '-' : ratio.toPrecision(3));

function grid(
  everyone: readonly Contestant[],
  measured: readonly Rounds[],
  cell: (rounds: Rounds, id: string) => string,
): string {
  const there = everyone.filter(({ id }) => measured.some(({ timed }) => timed.has(id)));
  return table(
    ['engine', ...measured.map(({ workload }) => workload.title)],
    there.map(({ id, title }) => [title, ...measured.map((rounds) => cell(rounds, id))]),
  );
}

/** Events per CPU second (W2: customers) with the ratio to SimPy, and the ratios to C++. */
export function printRates(everyone: readonly Contestant[], measured: readonly Rounds[]): string {
  const rates = grid(everyone, measured, (rounds, id) => {
    const rate = medianRate(rounds, id);
    const ratio = medianRatio(rounds, id, ['simpy']);
    return rate === null ? '-' : perSecond(rate) + (ratio === null ? '' : ` (${times(ratio)}x)`);
  });
  const cpp = grid(everyone, measured, (rounds, id) => times(medianRatio(rounds, id, heaps)));
  return [
    'Events per CPU second, W2: customers (times SimPy):',
    rates,
    '',
    'Times the faster C++ heap of the same round:',
    cpp,
  ].join('\n');
}

export function printMemory(everyone: readonly Contestant[], rows: readonly MemoryRow[]): string {
  const bytes = (value: number | null) => (value === null ? '-' : value.toFixed(1));
  const title = (id: string) => everyone.find((c) => c.id === id)!.title;
  return [
    'Bytes per pending event (hold model):',
    table(
      ['engine', 'pending', 'buffers held', 'heap + buffers grown', 'resident grown'],
      rows.map((r) => [
        title(r.contestant),
        r.n.toLocaleString('en'),
        bytes(r.held),
        bytes(r.grown),
        bytes(r.resident),
      ]),
    ),
  ].join('\n');
}
