import type { ClassModel } from '../calibration/class-model.ts';
import type { MeasuredRow } from '../calibration/measured/measured-row.ts';
import { openRow } from '../calibration/measured/open-row.ts';
import type { HostCalibration } from '../host/calibrate-host.ts';
import type { EvaluatedGroup } from './evaluated-group.ts';

const model: ClassModel = {
  targetClass: 'host',
  quantity: 'latency',
  holdOuts: ['network'],
  anchors: false,
  byRuntime: true,
  figures: { 'new-network': { floorPercent: 20, goalPercent: 10 } },
  size: () => null,
  baselines: [],
  fit: () => ({ predict: () => null }),
};

const rowOf = (host: HostCalibration, layer: string, sparsity: number, latencyMs: number): MeasuredRow =>
  openRow({
    id: `${layer}, ${sparsity * 100}% zeros`,
    targetClass: 'host',
    device: host.processor,
    chip: host.processor,
    family: 'host',
    runtime: `${host.build} build`,
    lineage: 'sparsewatt',
    network: `${layer} ${sparsity}`,
    precision: 'fp32',
    threads: '1',
    latencyMs,
    sparsity: 'block-4',
    sparsityLevel: sparsity || null,
    source: 'measured on this machine',
  });

/** Layers of this machine that its calibration had not seen. */
export function hostGroups(host: HostCalibration): readonly EvaluatedGroup[] {
  const ms = (ns: number) => ns / 1e6;
  return [
    {
      model,
      group: 'new-network',
      scored: host.predictions.map((one) => ({
        row: rowOf(host, one.layer, one.sparsity, ms(one.measuredNs)),
        group: 'new-network',
        measured: ms(one.measuredNs),
        predicted: { low: ms(one.lowNs), central: ms(one.centralNs), high: ms(one.highNs) },
        baselines: new Map([['one rate for every multiply-accumulate', ms(one.oneRateNs)]]),
        weight: 1,
      })),
    },
  ];
}
