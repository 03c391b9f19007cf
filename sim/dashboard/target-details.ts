import { formatBytes, formatMs, formatShare, formatSi, nothing } from './format.ts';
import type { TargetRow } from './target-row.ts';

/** Under this price of the best static point, adapting is not worth it. */
const worthwhile = 0.03;

/** The lines under the Targets table: what the selected row leaves out. */
export function targetDetails({ state, dense, best, saving }: TargetRow): readonly string[] {
  const { cell } = state;
  const unvalidated = [
    ...(cell.validated.latency ? [] : ['latency']),
    ...(cell.validated.energy ? [] : ['energy']),
  ];
  const validation =
    unvalidated.length > 0 ? `${unvalidated.join(' and ')} not validated` : 'validated class';
  const price = cell.priceOfStatic;
  const pays = price === null ? '' : price < worthwhile ? ' (adaptation does not pay here)' : '';
  const last = cell.refusal
    ? `does not fit: ${cell.refusal.layer} needs ${formatBytes(cell.refusal.neededBytes)} of ${cell.refusal.memory}, which has ${formatBytes(cell.refusal.availableBytes)}`
    : (cell.notes[0] ?? '');
  return [
    `${cell.targetName}, ${cell.targetClass}; energy at the ${cell.boundary}, ${validation}`,
    best
      ? `${best.policy} ${formatSi(best.energyPerInferenceJ, 'J')}, dense ${formatSi(dense?.energyPerInferenceJ ?? null, 'J')}, saves ${formatShare(saving)}; bound ${formatSi(cell.boundPerInferenceJ, 'J')} per inference`
      : 'no policy keeps the constraints here',
    `best static ${cell.bestStatic ?? nothing}, price of static ${formatShare(price)}${pays}; dense service ${formatMs(cell.denseServiceMs)}`,
    last,
  ];
}
