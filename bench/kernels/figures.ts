import { table } from '../lib/table.ts';

/** One figure with what is owed and what is aimed for. */
export interface Figure {
  readonly name: string;
  readonly unit: 'x' | '%' | 'us';
  readonly found: number;
  readonly median: number;
  readonly floor: number;
  readonly goal: number | null;
  /** Larger is better, or smaller. */
  readonly better: 'larger' | 'smaller';
}

const show = (value: number, unit: string) =>
  unit === '%' ? `${(100 * value).toFixed(0)}%` : `${value.toFixed(2)}${unit === 'x' ? 'x' : ' us'}`;

export function printFigures(figures: readonly Figure[]): string {
  const reaches = (f: Figure, owed: number) => (f.better === 'larger' ? f.found >= owed : f.found <= owed);
  return table(
    ['figure', 'found', 'median', 'floor', 'goal', ''],
    figures.map((f) => [
      f.name,
      show(f.found, f.unit),
      show(f.median, f.unit),
      show(f.floor, f.unit),
      f.goal === null ? '' : show(f.goal, f.unit),
      f.goal !== null && reaches(f, f.goal) ? 'goal' : reaches(f, f.floor) ? 'floor' : 'MISSED',
    ]),
  );
}
