import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Group } from '../calibration/groups.ts';
import type { MeasuredQuantity, ValidatedClass } from '../calibration/measured/measured-row.ts';
import { parseCsv } from '../schema/parse-csv.ts';
import { shippedProfiles } from '../targets/profile-files.ts';
import type { EvaluatedGroup } from './evaluated-group.ts';

/** Groups in which the whole chip was held out: no row of it was seen. */
const unseen: readonly Group[] = ['family-known', 'runtime-unknown', 'novel'];

/** What reports compare: measured on the whole chip, board or wall, in units of their own. */
const drawn = ['latency', 'throughput', 'power', 'energy'] as const;
type DrawnQuantity = (typeof drawn)[number];
const isDrawn = (quantity: MeasuredQuantity): quantity is DrawnQuantity =>
  drawn.some((name) => name === quantity);

const words = [
  'class',
  'quantity',
  'group',
  'device',
  'chip',
  'runtime',
  'network',
  'precision',
  'row',
] as const;
const numbers = ['measured', 'predicted', 'low', 'high'] as const;
const columns = [...words, ...numbers];

/** A published measurement and what a calibration that had seen no row of its chip predicts for it. */
export interface HeldOutRow {
  readonly class: ValidatedClass;
  readonly quantity: DrawnQuantity;
  readonly group: Group;
  readonly device: string;
  readonly chip: string;
  readonly runtime: string;
  readonly network: string;
  readonly precision: string;
  /** Id of the row in hardware-profiles/measured, which names its source. */
  readonly row: string;
  /** ms, 1/s, W or J, as `quantity` says; so the three predictions. */
  readonly measured: number;
  readonly predicted: number;
  readonly low: number;
  readonly high: number;
}

const fileName = join('calibration', 'held-out.csv');

/** Rows whose whole chip was held out, in the order of the groups; ratios are not among them. */
export function heldOutRows(groups: readonly EvaluatedGroup[]): readonly HeldOutRow[] {
  return groups
    .filter(({ group }) => unseen.includes(group))
    .flatMap(({ model: { targetClass, quantity }, group, scored }) =>
      !isDrawn(quantity)
        ? []
        : scored.map(({ row, measured, predicted }) => ({
            ...{ class: targetClass, quantity, group, device: row.device, chip: row.chip },
            ...{ runtime: row.runtime, network: row.network, precision: row.precision, row: row.id },
            ...{ measured, predicted: predicted.central, low: predicted.low, high: predicted.high },
          })),
    );
}

/** The rows as a CSV text, numbers to four digits. */
export function heldOutText(rows: readonly HeldOutRow[]): string {
  const lines = rows.map((row) =>
    [...words.map((name) => row[name]), ...numbers.map((name) => Number(row[name].toPrecision(4)))].join(','),
  );
  return [
    '# Every published row, predicted by a calibration that had seen no row of its chip. Made by tools/write-validation.ts.',
    columns.join(','),
    ...lines,
    '',
  ].join('\n');
}

/** Path of the file below a folder of hardware profiles. */
export const heldOutFile = (root: string = shippedProfiles()): string => join(root, fileName);

/** Reads what `tools/write-validation.ts` wrote. @throws InputError where the file is broken */
export async function loadHeldOut(root: string = shippedProfiles()): Promise<readonly HeldOutRow[]> {
  const text = await readFile(heldOutFile(root), 'utf8');
  return parseCsv(text, `hardware-profiles/${fileName}`, columns).map(({ cells }) => {
    const row = Object.fromEntries([
      ...words.map((name) => [name, cells[name] ?? '']),
      ...numbers.map((name) => [name, Number(cells[name])]),
    ]);
    return row as unknown as HeldOutRow;
  });
}
