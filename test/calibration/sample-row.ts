import type { MeasuredRow } from '../../sim/calibration/measured/measured-row.ts';

let count = 0;

/** A measured row of a microcontroller with what matters to a test, and the rest as it may be. */
export function sampleRow(parts: Partial<MeasuredRow> = {}): MeasuredRow {
  const chip = parts.chip ?? 'stm32l4r5';
  return {
    id: `row-${count++}`,
    targetClass: 'mcu',
    device: `board-${chip}`,
    chip,
    family: 'cortex-m4',
    runtime: 'x-cube-ai-9.0',
    publishedRuntime: 'X-CUBE-AI 9.0',
    lineage: 'x-cube-ai',
    portableKernels: false,
    network: 'mlperf-tiny-kws',
    precision: 'int8',
    batch: 1,
    scenario: 'SingleStream',
    threads: null,
    mode: null,
    clockMhz: 120,
    supplyV: 1.8,
    regulator: 'linear',
    accelerators: 1,
    boundary: 'chip',
    latencyMs: 40,
    latencyP90Ms: null,
    throughputPerS: 25,
    powerW: 0.04,
    energyJ: 0.0016,
    dynamicEnergyJ: null,
    dutyCycle: null,
    sparsity: null,
    sparsityLevel: null,
    speedup: null,
    use: 'score',
    except: [],
    reason: null,
    source: 'a test',
    note: null,
    ...parts,
  };
}
