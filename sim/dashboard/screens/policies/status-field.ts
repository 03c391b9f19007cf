import type { RunResult } from '../../../report/run-report.ts';
import type { Field } from '../../table/column.ts';

/** Whether a run keeps its constraints, said by shape and word. */
export function statusField(result: RunResult): Field {
  if (!result.fits) return { text: result.notRun ? '- not run' : '■ no fit', tone: 'bad' };
  const broken = [
    ...(result.floorMet === 'not met' ? ['floor'] : []),
    ...(result.missesWithinBudget === false ? ['late'] : []),
  ];
  if (broken.length > 0) return { text: `✗ ${broken.join('+')}`, tone: 'bad' };
  if (result.floorMet === 'undecided') return { text: '? floor', tone: 'unsure' };
  return { text: '✓ ok', tone: 'good' };
}
