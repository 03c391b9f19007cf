import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { sampleRow } from '../sample-row.ts';

/** A row of an A10 under TensorRT with what matters to a test, and the rest as it may be. */
export const gpuRow = (parts: Partial<MeasuredRow> = {}): MeasuredRow =>
  sampleRow({
    targetClass: 'server-gpu',
    device: 'a10',
    chip: 'a10',
    family: 'ampere',
    runtime: 'tensorrt-8.5.2-cuda-11.4',
    lineage: 'tensorrt',
    network: 'resnet-50-v1.5',
    scenario: 'SingleStream',
    clockMhz: null,
    supplyV: null,
    regulator: null,
    boundary: 'wall',
    ...parts,
  });
