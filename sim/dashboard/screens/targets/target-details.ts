import { absent, formatChange, formatMs, formatPercent, formatSi } from '../../../report/format-quantity.ts';
import { className } from '../../../report/text/class-name.ts';
import type { TargetRow } from './target-row.ts';

/** Under this price of the best static point, adapting is not worth it. */
const worthwhile = 0.03;

function bestLine({ state: { cell }, dense, best, vsDense }: TargetRow): string {
  if (!cell.fits) return 'nothing fits here';
  if (!best) return 'no policy keeps the constraints here';
  const energy = (valueJ: number | null | undefined) => formatSi(valueJ ?? null, 'J');
  const bound = `bound ${energy(cell.boundPerInferenceJ)} per inference`;
  if (best === dense)
    return `no policy needs less than dense, ${energy(dense.energyPerInferenceJ)}; ${bound}`;
  const [least, most] = [energy(best.energyPerInferenceJ), energy(dense?.energyPerInferenceJ)];
  return `${best.policy} ${least}, dense ${most} (${formatChange(vsDense)}); ${bound}`;
}

/** The lines under the Targets table: what the selected row leaves out. */
export function targetDetails(row: TargetRow): readonly string[] {
  const { cell } = row.state;
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
    bestLine(row),
    `best static ${cell.bestStatic ?? absent}, price of static ${formatPercent(price)}${pays}; dense service ${formatMs(cell.denseServiceMs)}`,
    last,
  ];
}
