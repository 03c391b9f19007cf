import { formatMs, formatSi } from '../../../report/format-quantity.ts';
import type { CellChange } from '../../../session/questions.ts';

/** What settings change, on one line; empty where they change nothing. */
export function settingsText({ deadlineMs, batteryJ, storeJ, governor, policies = {} }: CellChange): string {
  return [
    ...(deadlineMs === undefined ? [] : [`deadline ${formatMs(deadlineMs)}`]),
    ...(batteryJ === undefined ? [] : [`battery ${formatSi(batteryJ, 'J')}`]),
    ...(storeJ === undefined ? [] : [`store ${formatSi(storeJ, 'J')}`]),
    ...(governor === undefined ? [] : [`clock ${governor.replace('MHz', ' MHz')}`]),
    ...Object.values(policies),
  ].join(', ');
}
