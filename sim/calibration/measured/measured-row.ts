import type { NetworkGraph } from '../../network/network-graph.ts';
import type { CountedRun } from './counted-run.ts';

/**
 * Classes of hardware with measured rows; each has a file in hardware-profiles/measured. Neuromorphic chips come with what
 * they were compared with on the same networks.
 */
export const measuredClasses = [
  'mcu',
  'npu',
  'fpga',
  'sbc-cpu',
  'phone',
  'edge-gpu',
  'server-gpu',
  'server-cpu',
  'neuromorphic',
] as const;

export type MeasuredClass = (typeof measuredClasses)[number];

/**
 * Classes that are validated: those with a file; published sparse speed-ups, which are rows of several files; and this
 * machine, which is measured when it is asked for.
 */
export const validatedClasses = [...measuredClasses, 'sparse', 'host'] as const;

export type ValidatedClass = (typeof validatedClasses)[number];

/** What a row measures and a model predicts. */
export const quantities = ['latency', 'throughput', 'power', 'energy', 'dynamic-energy', 'speedup'] as const;

export type MeasuredQuantity = (typeof quantities)[number];

/** One published measurement (hardware-profiles/measured/README.md has the columns). Null: not published. */
export interface MeasuredRow {
  readonly id: string;
  readonly targetClass: ValidatedClass;
  readonly device: string;
  readonly chip: string;
  readonly family: string;
  readonly runtime: string;
  /** Name of the runtime as published. */
  readonly publishedRuntime: string;
  /** What versions of one runtime share; the runtime itself where it has no line. */
  readonly lineage: string;
  /** Its kernels are portable C, without the wide instructions of the core. */
  readonly portableKernels: boolean;
  readonly network: string;
  /** Only in a row that is to be predicted: a network that is not a built-in one. */
  readonly graph?: NetworkGraph;
  /** Only in a row that is to be predicted: columns that nobody asked for, with what is usual on the board. */
  readonly usual?: readonly ('clockMhz' | 'supplyV' | 'regulator')[];
  /** Only in a row that is to be predicted: core voltage at its clock over that of the rows of its board. */
  readonly coreVoltageShare?: number;
  /** Only in rows of neuromorphic chips, and of what they were compared with. */
  readonly counted?: CountedRun;
  readonly precision: string;
  readonly batch: number | null;
  readonly scenario: string;
  readonly threads: string | null;
  readonly mode: string | null;
  readonly clockMhz: number | null;
  readonly supplyV: number | null;
  readonly regulator: 'linear' | 'switching' | 'direct' | null;
  readonly accelerators: number;
  readonly boundary: 'chip' | 'board' | 'wall' | null;
  readonly latencyMs: number | null;
  readonly latencyP90Ms: number | null;
  readonly throughputPerS: number | null;
  readonly powerW: number | null;
  readonly energyJ: number | null;
  /** Energy above what the idle device draws in the same time. */
  readonly dynamicEnergyJ: number | null;
  /** Share of the session in which the device computed; null where it computed all the time. */
  readonly dutyCycle: number | null;
  readonly sparsity: string | null;
  readonly sparsityLevel: number | null;
  readonly speedup: number | null;
  readonly use: 'score' | 'leave-out';
  /** Quantities of a scored row that are left out all the same. */
  readonly except: readonly MeasuredQuantity[];
  readonly reason: string | null;
  readonly source: string;
  readonly note: string | null;
}

/** The measured number: ms, 1/s, W, J or a ratio; null where there is none or it is left out. */
export function measuredValue(row: MeasuredRow, quantity: MeasuredQuantity): number | null {
  if (row.use === 'leave-out' || row.except.includes(quantity)) return null;
  switch (quantity) {
    case 'latency':
      return row.latencyMs;
    case 'throughput':
      // Beside a time it is the inverse of that, not a second measurement.
      return row.latencyMs === null ? row.throughputPerS : null;
    case 'power':
      return row.powerW;
    case 'energy':
      return row.energyJ;
    case 'dynamic-energy':
      return row.dynamicEnergyJ;
    case 'speedup':
      return row.speedup;
  }
}
