import type { ProfileCheck } from '../../validate/profile-checks.ts';
import { type Column, textTable } from '../text-table.ts';

const columns: readonly Column[] = [
  { title: 'profile', align: 'left' },
  { title: 'row', align: 'left' },
  { title: 'what', align: 'left' },
  { title: 'measured', align: 'right' },
  { title: 'constants', align: 'right' },
  { title: 'too much', align: 'right' },
];

/** Constants of profiles beside rows that they are not from. Empty where there are none. */
export function renderProfileChecks(checks: readonly ProfileCheck[]): string[] {
  if (checks.length === 0) return [];
  const micro = (value: number) => Number((value * 1e6).toPrecision(3)).toLocaleString('en-US');
  return [
    '',
    'Constants of profiles beside rows that they are not from (uW or uJ); nothing is fitted:',
    '',
    ...textTable(
      columns,
      checks.map(({ profile, row, what, measured, predicted }) => {
        const more = Math.round((predicted / measured - 1) * 100);
        const sign = more < 0 ? '−' : '+';
        return [profile, row, what, micro(measured), micro(predicted), `${sign}${Math.abs(more)}%`];
      }),
    ),
  ];
}
