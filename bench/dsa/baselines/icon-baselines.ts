import { icons } from '../../../sim/data/icons/icons.ts';
import type { Baseline } from './baseline.ts';
import { bestFrom } from './best-from.ts';

/** What nobody can exceed who sees the drawing alone, or the name alone, even knowing all answers of the test data. */
export function iconBaselines(): Baseline[] {
  const { drawings, names, labels } = icons().pairs('test');
  return [
    { name: 'upper bound from the drawing alone', accuracy: bestFrom(drawings, labels) },
    { name: 'upper bound from the name alone', accuracy: bestFrom(names, labels) },
  ];
}
