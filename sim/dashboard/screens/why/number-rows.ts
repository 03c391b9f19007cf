import type { DashboardState } from '../../state/state.ts';
import { selectedCell } from '../../state/visible-rows.ts';
import { answerOf, type Want } from '../../state/wants.ts';
import { filterRows } from '../../table/filter-rows.ts';
import { sortRows } from '../../table/sort-rows.ts';
import { numberColumns, numberText, type ProfileNumber } from './number-columns.ts';

/** The question for the numbers that the selected target is simulated with. */
export function numbersWant(state: DashboardState): Extract<Want, { slot: 'numbers' }> {
  const { target, runtime } = selectedCell(state).ref;
  return { slot: 'numbers', key: `${state.runs} ${target} ${runtime}`, question: { target, runtime } };
}

/** All of them; null until they are there. */
export function numbersOf(state: DashboardState): readonly ProfileNumber[] | null {
  return answerOf(state.answers, 'numbers', numbersWant(state).key)?.answer ?? null;
}

/** Tells numbers apart. */
export function numberKey({ profile, path }: ProfileNumber): string {
  return `${profile} ${path}`;
}

/** The numbers in the order shown, and which of them is selected. */
export function visibleNumbers(state: DashboardState): {
  readonly rows: readonly ProfileNumber[];
  readonly selected: number;
} {
  const filtered = filterRows(numbersOf(state) ?? [], state.filters.why, (number) => [
    number.profile,
    number.path,
    number.grade,
    numberText(number),
    number.source,
    number.sourceTitle,
  ]);
  const rows = sortRows(filtered, numberColumns, state.why.numbers);
  return {
    rows,
    selected: Math.max(
      0,
      rows.findIndex((number) => numberKey(number) === state.why.number),
    ),
  };
}

/** How many numbers there are of each grade, in words, best grades first. */
export function gradeCounts(numbers: readonly ProfileNumber[]): string {
  const grades = ['measured', 'fitted', 'vendor', 'pre-silicon', 'estimated'] as const;
  const count = (grade: ProfileNumber['grade']) => numbers.filter((number) => number.grade === grade).length;
  return `${numbers.length} numbers: ${grades
    .filter((grade) => count(grade) > 0)
    .map((grade) => `${count(grade)} ${grade}`)
    .join(', ')}`;
}

/** All that is known of a number, one fact a line. */
export function numberFacts(number: ProfileNumber): readonly string[] {
  const { profile, path, grade, source, sourceTitle, sourceWhere, note } = number;
  return [
    `${profile}: ${path}`,
    `value ${numberText(number)}`,
    `grade ${grade}`,
    ...(note ? [`note ${note}`] : []),
    `source ${source}: ${sourceTitle}`,
    `found at ${sourceWhere}`,
  ];
}

/** The lines under the numbers: where the selected one is from, and how it was derived. */
export function numberDetails(number: ProfileNumber): readonly string[] {
  const { profile, path, sourceTitle, sourceWhere, note } = number;
  return [
    `${profile}: ${path} = ${numberText(number)}${note ? `; ${note}` : ''}`,
    `${number.source}: ${sourceTitle}; ${sourceWhere}`,
  ];
}
