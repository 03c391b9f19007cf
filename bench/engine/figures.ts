import { table } from '../lib/table.ts';
import type { MemoryRow } from './measure-memory.ts';
import { medianRatio } from './ratios.ts';
import type { Rounds } from './run-rounds.ts';

/** One figure with what is owed and what is aimed for; null where it was not measured. */
export interface Figure {
  readonly name: string;
  readonly unit: 'x' | 'B';
  /** Through the environment: typed handlers, or generators where the name says so. */
  readonly environment: number | null;
  /** The bare pending set in a hand-written loop. */
  readonly queue: number | null;
  readonly floor: number;
  readonly goal: number;
  readonly better: 'larger' | 'smaller';
}

const heaps = ['priority-queue', '4-ary'];

/** Name, workload, peers (the fastest of the round), contestant of the environment and of the bare queue, floor, goal. */
const owed = [
  ['W1 1e3 against SimPy', 'W1-1e3', ['simpy'], 'typed', 'queue', 14, 23],
  ['W1 1e5 against SimPy', 'W1-1e5', ['simpy'], 'typed', 'queue', 30, 43],
  ['W1 1e6 against SimPy', 'W1-1e6', ['simpy'], 'typed', 'queue', 17, 23],
  ['W1 1e5 against C++ std::priority_queue', 'W1-1e5', ['priority-queue'], 'typed', 'queue', 0.7, 1],
  ['W2 typed against SimPy', 'W2', ['simpy'], 'typed', 'queue', 100, 150],
  ['W2 generators against SimPy', 'W2', ['simpy'], 'generators', null, 30, 60],
  ['W3 against SimPy', 'W3', ['simpy'], 'typed', 'queue', 50, 70],
  ['W3 against the faster C++ heap', 'W3', heaps, 'typed', 'queue', 1.5, 2.4],
  ['W4 1e3 against the faster C++ heap', 'W4-1e3', heaps, 'typed', 'queue', 0.4, 0.6],
  ['W4 1e5 against the faster C++ heap', 'W4-1e5', heaps, 'typed', 'queue', 0.7, 1],
] as const;

/** The figures of the workloads that ran. */
export function findFigures(measured: readonly Rounds[], memory: readonly MemoryRow[]): Figure[] {
  const figures = owed.flatMap(([name, workload, peers, environment, queue, floor, goal]): Figure[] => {
    const rounds = measured.find((r) => r.workload.id === workload);
    if (!rounds) return [];
    const ratio = (id: string | null) => (id === null ? null : medianRatio(rounds, id, peers));
    const found = { environment: ratio(environment), queue: ratio(queue) };
    return [{ name, unit: 'x', ...found, floor, goal, better: 'larger' }];
  });
  if (memory.length === 0) return figures;
  // The larger of the two ways of counting: what one of them does not see is not free.
  const bytesOf = (id: string) => {
    const row = memory.find(({ contestant, n }) => contestant === id && n === 1e6);
    return row ? Math.max(row.held ?? 0, row.grown ?? 0) : null;
  };
  const bytes = { environment: bytesOf('typed'), queue: bytesOf('queue'), floor: 32, goal: 24 };
  return [...figures, { name: 'bytes per pending event, 1e6', unit: 'B', ...bytes, better: 'smaller' }];
}

function show(value: number, unit: Figure['unit']): string {
  return unit === 'B' ? `${value.toFixed(1)} B` : `${value.toPrecision(3)}x`;
}

export function printFigures(figures: readonly Figure[]): string {
  const cells = ({ unit, floor, goal, better }: Figure, found: number | null) => {
    if (found === null) return ['-', ''];
    const reaches = (limit: number) => (better === 'larger' ? found >= limit : found <= limit);
    return [show(found, unit), reaches(goal) ? 'goal' : reaches(floor) ? 'floor' : 'MISSED'];
  };
  return table(
    ['figure', 'environment', '', 'bare queue', '', 'floor', 'goal'],
    figures.map((f) => [
      f.name,
      ...cells(f, f.environment),
      ...cells(f, f.queue),
      show(f.floor, f.unit),
      show(f.goal, f.unit),
    ]),
  );
}
