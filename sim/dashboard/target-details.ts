import { absent, formatChange, formatMs, formatPercent, formatSi } from '../report/format-quantity.ts';
import { className } from '../report/text/class-name.ts';
import type { TargetRow } from './target-row.ts';

/** Under this price of the best static point, adapting is not worth it. */
const worthwhile = 0.03;

/** The lines under the Targets table: what the selected row leaves out. */
export function targetDetails({ state, dense, best, vsDense }: TargetRow): readonly string[] {
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
    ? `does not fit: ${cell.refusal.layer} needs ${formatSi(cell.refusal.neededBytes, 'B')} of ${cell.refusal.memory}, which has ${formatSi(cell.refusal.availableBytes, 'B')}`
    : (cell.notes[0] ?? '');
  return [
    `${cell.targetName}, ${className[cell.targetClass]}; energy at the ${cell.boundary}, ${validation}`,
    best
      ? `${best.policy} ${formatSi(best.energyPerInferenceJ, 'J')}, dense ${formatSi(dense?.energyPerInferenceJ ?? null, 'J')} (${formatChange(vsDense)}); bound ${formatSi(cell.boundPerInferenceJ, 'J')} per inference`
      : cell.fits
        ? 'no policy keeps the constraints here'
        : 'nothing fits here',
    `best static ${cell.bestStatic ?? absent}, price of static ${formatPercent(price)}${pays}; dense service ${formatMs(cell.denseServiceMs)}`,
    last,
  ];
}
