import type { Questions } from '../../../session/questions.ts';
import type { Column, Tone } from '../../table/column.ts';

export type ProfileNumber = Questions['numbers']['answer'][number];

const gradeTone: Readonly<Record<ProfileNumber['grade'], Tone>> = {
  measured: 'good',
  fitted: 'good',
  vendor: 'plain',
  'pre-silicon': 'unsure',
  estimated: 'unsure',
};

/** A number as its profile writes it: value, unit, interval. */
export function numberText({ value, low, high, unit }: ProfileNumber): string {
  const of = unit === '1' ? '' : ` ${unit}`;
  if (value === null) return `${low} to ${high}${of}`;
  return `${value}${of}${low === null && high === null ? '' : ` (${low ?? value} to ${high ?? value})`}`;
}

/** Columns of the numbers of a profile. */
export const numberColumns: readonly Column<ProfileNumber>[] = [
  {
    id: 'path',
    title: 'number',
    width: 21,
    maxWidth: 60,
    align: 'left',
    pinned: true,
    field: ({ path }) => ({ text: path }),
    order: ({ path }) => path,
  },
  {
    id: 'grade',
    title: 'grade',
    width: 11,
    align: 'left',
    field: ({ grade }) => ({ text: grade, tone: gradeTone[grade] }),
    order: ({ grade }) => Object.keys(gradeTone).indexOf(grade),
  },
  {
    id: 'value',
    title: 'value',
    width: 22,
    maxWidth: 40,
    align: 'left',
    field: (number) => ({ text: numberText(number) }),
  },
  {
    id: 'source',
    title: 'source',
    width: 16,
    maxWidth: 30,
    align: 'left',
    field: ({ source }) => ({ text: source }),
    order: ({ source }) => source,
  },
  {
    id: 'title',
    title: 'title of the source',
    width: 24,
    maxWidth: 80,
    align: 'left',
    field: ({ sourceTitle }) => ({ text: sourceTitle, tone: 'quiet' }),
  },
];
