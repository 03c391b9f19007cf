import type { MeasuredRow } from './measured-row.ts';

/** What a row must say of itself; the rest is open. */
export type RowParts = Partial<MeasuredRow> &
  Pick<MeasuredRow, 'id' | 'targetClass' | 'device' | 'chip' | 'family' | 'runtime' | 'network' | 'source'>;

/** A row that stands for a question, or for a measurement that nobody published: one sample in 8 bits where it says nothing. */
export function openRow(parts: RowParts): MeasuredRow {
  return {
    publishedRuntime: parts.runtime,
    lineage: parts.runtime,
    portableKernels: false,
    precision: 'int8',
    batch: 1,
    scenario: 'SingleStream',
    threads: null,
    mode: null,
    clockMhz: null,
    supplyV: null,
    regulator: null,
    accelerators: 1,
    boundary: null,
    latencyMs: null,
    latencyP90Ms: null,
    throughputPerS: null,
    powerW: null,
    energyJ: null,
    dynamicEnergyJ: null,
    dutyCycle: null,
    sparsity: null,
    sparsityLevel: null,
    speedup: null,
    use: 'score',
    except: [],
    reason: null,
    note: null,
    ...parts,
  };
}
