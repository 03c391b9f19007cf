import { type CpuWork, noCpuWork, weightsOf, workOfLayer } from '../../targets/board-cpu/cpu-work.ts';
import { layersOf, type NetworkRow, networkOf } from '../network-of.ts';
import type { RunSetting } from './run-setting.ts';

/** What belongs to no layer; null where the network is not published. */
export function workOutsideLayers(row: NetworkRow, setting: RunSetting): CpuWork | null {
  const network = networkOf(row);
  if (!network) return null;
  const values = network.input.shape.reduce((all, dim) => all * dim, 1);
  return { ...noCpuWork, input: setting.batch * values, inferences: 1 };
}

/** Work of a row's network; null where its layers are not published. */
export function cpuWork(row: NetworkRow, setting: RunSetting): CpuWork | null {
  const layers = layersOf(row);
  const outside = workOutsideLayers(row, setting);
  if (!layers || !outside) return null;
  const weights = weightsOf(layers);
  const total = { ...outside };
  for (const layer of layers) {
    const work = workOfLayer(layer, weights, setting);
    for (const key of Object.keys(total) as (keyof CpuWork)[]) total[key] += work[key];
  }
  return total;
}
