import type { MeasuredRow } from '../measured/measured-row.ts';
import { layersOf } from '../network-of.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { runSetting } from './run-setting.ts';

/** Multiply-accumulates of a row's network at the peak of all cores, in ms; null where something of it is not known. */
export function peakMs(row: MeasuredRow, facts: CpuFacts): number | null {
  const setting = runSetting(row, facts);
  const layers = layersOf(row);
  if (!setting || !layers) return null;
  const macs = layers.reduce((sum, layer) => sum + layer.grossMacs, 0);
  return (macs * setting.batch * 1e3) / (setting.clockHz * setting.peakMacs * setting.cores);
}
