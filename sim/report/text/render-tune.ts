import type { AdaptivePair, StaticPoint, TunedNetwork } from '../../sparsity/tune/tune-network.ts';
import { type Column, textTable } from '../text-table.ts';

const percent = (share: number) => (100 * share).toFixed(2);
const kB = (bytes: number) => (bytes / 1024).toFixed(0);
const macs = (count: number) => (count / 1e6).toPrecision(3);

/** Rows of a table, for text and Markdown alike. */
interface Rows {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function staticRows({ statics }: TunedNetwork): Rows {
  return {
    title: 'Static points (validation data; * no other is as cheap and as accurate)',
    head: ['point', 'sparse', 'accuracy %', 'us', 'M MACs', 'kB', ''],
    rows: statics.map(({ id, sparsity, accuracy, costUs, macs: work, bytes, pareto }: StaticPoint) => [
      ...[id, `${(100 * sparsity).toFixed(1)}%`, percent(accuracy), costUs.toFixed(1), macs(work), kB(bytes)],
      pareto ? '*' : '',
    ]),
  };
}

function adaptiveRows({ pairs, statics }: TunedNetwork): Rows {
  const tested = pairs.some(({ test }) => test !== null);
  return {
    title: `Adaptive points against static ones, executed in turns on ${tested ? 'test' : 'validation'} data, gate and switches included`,
    head: [
      ...[
        'static',
        'us',
        'accuracy %',
        'adaptive',
        'us',
        'accuracy %',
        'M MACs',
        'kB',
        'reached %',
        'less time',
      ],
      ...(tested ? ['test %', 'adaptive'] : []),
    ],
    rows: pairs.map(({ id, point, measured, test }: AdaptivePair) => {
      const { costUs, accuracy } = statics.find((each) => each.id === id)!;
      if (!point || !measured)
        return [
          id,
          costUs.toFixed(1),
          percent(accuracy),
          'none is cheaper',
          ...new Array<string>(tested ? 8 : 6).fill(''),
        ];
      return [
        ...[id, measured.staticUs.toFixed(1), percent(accuracy), point.id, measured.us.toFixed(1)],
        ...[percent(point.accuracy), macs(point.macs), kB(point.bytes)],
        point.reached.map((share) => (100 * share).toFixed(0)).join(' '),
        `${(100 * (1 - measured.us / measured.staticUs)).toFixed(1)}%`,
        ...(test ? [percent(test.static), percent(test.point)] : []),
      ];
    }),
  };
}

/** The points of a network as lines of text. */
export function renderTune(tuned: TunedNetwork): string {
  return [staticRows(tuned), adaptiveRows(tuned)]
    .flatMap(({ title, head, rows }) => {
      const columns = head.map(
        (name, i): Column => ({ title: name, align: i === 0 || name === 'adaptive' ? 'left' : 'right' }),
      );
      return ['', title, ...textTable(columns, rows)];
    })
    .slice(1)
    .join('\n');
}

/** The same as Markdown tables, for a model card. */
export function markdownTune(tuned: TunedNetwork, machine: string): string {
  const tables = [staticRows(tuned), adaptiveRows(tuned)].map(({ title, head, rows }) => {
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    return [`${title}:`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
  });
  return `Operating points at batch 1 on ${machine}, found by \`sparsewatt tune\`.\n\n${tables.join('\n\n')}`;
}
