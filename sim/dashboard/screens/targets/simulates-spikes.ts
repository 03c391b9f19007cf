import type { CellSummary } from '../../../report/run-report.ts';

/** Whether targets of a class are simulated spike by spike: there are cores and spikes to be shown. */
export function simulatesSpikes(targetClass: CellSummary['targetClass']): boolean {
  return targetClass === 'spiking-chip' || targetClass === 'neuromorphic';
}
