import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { sampleRow } from '../sample-row.ts';

/** A measured row of a Raspberry Pi 4B with what matters to a test. */
export const sampleCpuRow = (parts: Partial<MeasuredRow> = {}): MeasuredRow =>
  sampleRow({
    targetClass: 'sbc-cpu',
    chip: 'bcm2711',
    family: 'cortex-a72',
    runtime: 'tflite-2.7.1-ruy',
    lineage: 'tflite',
    network: 'mobilenet-v1-1.0-224',
    precision: 'fp32',
    clockMhz: 1800,
    supplyV: null,
    regulator: null,
    boundary: 'wall',
    latencyMs: 75,
    powerW: 6,
    energyJ: 0.45,
    ...parts,
  });
