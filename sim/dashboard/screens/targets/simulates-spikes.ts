import type { TargetClass } from '../../../targets/target.ts';

/** Whether targets of a class are simulated spike by spike: there are cores and spikes to be shown. */
export function simulatesSpikes(targetClass: TargetClass): boolean {
  return targetClass === 'spiking-chip' || targetClass === 'neuromorphic';
}
