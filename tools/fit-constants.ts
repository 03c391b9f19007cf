import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { packageRoot } from '../sim/package-root.ts';
import type { CpuProfile } from '../sim/targets/cpu/profile-schema.ts';
import { kernelTime } from '../sim/targets/gpu/gpu-time.ts';
import type { GpuRuntime } from '../sim/targets/gpu/profile-schema.ts';
import type { RunnableGpu } from '../sim/targets/gpu/runnable-gpu.ts';
import type { LayerWork } from '../sim/targets/layer-work.ts';
import { operatorCycles } from '../sim/targets/mcu/mcu-cycles.ts';
import type { McuRuntime } from '../sim/targets/mcu/profile-schema.ts';
import { si } from '../sim/targets/quantity.ts';
import { type ReferenceNetwork, referenceNetworks } from './reference-networks.ts';

/** A published row of hardware-profiles/measured. */
export interface MeasuredRow {
  readonly id: string;
  readonly device: string;
  readonly runtime: string;
  readonly network: ReferenceNetwork | 'sww';
  readonly use: 'fit' | 'check' | 'count' | 'idle';
  readonly clockMhz?: number;
  readonly scenario?: 'Offline' | 'SingleStream';
  /** Cores or cards that shared the work. */
  readonly processors?: number;
  readonly latencyMs?: number;
  readonly throughputPerS?: number;
  readonly powerMw?: number;
  readonly powerW?: number;
  readonly dutyCycle?: number;
  readonly where: string;
}

/** Rows of one file of hardware-profiles/measured. */
export function measuredRows(file: 'mlperf-tiny' | 'mlperf-inference'): readonly MeasuredRow[] {
  const path = join(packageRoot(), 'hardware-profiles', 'measured', `${file}.yaml`);
  return parse(readFileSync(path, 'utf8')).rows;
}

const macsOf = (work: readonly LayerWork[], kinds: readonly string[]): number =>
  work.reduce((sum, op) => sum + (kinds.includes(op.kind) ? op.grossMacs : 0), 0);

/** Depthwise over pointwise cycles per MAC: the four networks cannot tell the two apart, so the ratio is a prior. */
const depthwiseRatio = 3;

/** Cycles of a reference network under a dense microcontroller runtime. */
export function mcuNetworkCycles(network: ReferenceNetwork, runtime: McuRuntime): number {
  return referenceNetworks[network]().reduce((sum, work) => {
    const { compute, overhead } = operatorCycles(work, runtime);
    return sum + compute + overhead;
  }, si(runtime.cyclesPerInference));
}

/**
 * Cycles per MAC of a dense runtime from its four MLPerf Tiny rows: fully connected from the auto-encoder, convolution
 * (with its 2% of pointwise) from ResNet-8, pointwise as the geometric mean of what DS-CNN and MobileNet need with
 * depthwise tied to it. Overheads and pooling are the profile's priors.
 */
export function fitMcu(rows: readonly MeasuredRow[], runtime: McuRuntime): Record<string, number> {
  const cycles = (network: ReferenceNetwork) => {
    const row = rows.find((candidate) => candidate.network === network);
    if (!row) throw new Error(`no row of network ${network}`);
    const rest = referenceNetworks[network]().reduce((sum, work) => {
      const { compute, overhead } = operatorCycles(work, runtime);
      return sum + overhead + (work.grossMacs === 0 ? compute : 0);
    }, si(runtime.cyclesPerInference));
    return row.latencyMs! * 1e-3 * row.clockMhz! * 1e6 - rest;
  };
  const macs = (network: ReferenceNetwork, ...kinds: string[]) => macsOf(referenceNetworks[network](), kinds);
  const full = cycles('ad') / macs('ad', 'fully-connected');
  const conv = (cycles('ic') - full * macs('ic', 'fully-connected')) / macs('ic', 'conv', 'pointwise');
  const pointwise = (network: 'kws' | 'vww') =>
    (cycles(network) - full * macs(network, 'fully-connected') - conv * macs(network, 'conv')) /
    (macs(network, 'pointwise') + depthwiseRatio * macs(network, 'depthwise'));
  const mean = Math.sqrt(pointwise('kws') * pointwise('vww'));
  return { conv, pointwise: mean, depthwise: depthwiseRatio * mean, 'fully-connected': full };
}

/** MAC/cycle of one core from an Offline row of the whole machine, at the profile's clock. */
export function fitCpu(row: MeasuredRow, profile: CpuProfile): number {
  const macs = referenceNetworks.resnet50().reduce((sum, work) => sum + work.grossMacs, 0);
  return (row.throughputPerS! * macs) / row.processors! / si(profile.clock);
}

/** Share of the tensor cores' peak that an Offline row reaches. */
export function fitGpuEfficiency(
  row: MeasuredRow,
  profile: RunnableGpu,
  runtime: GpuRuntime & { kernels: 'dense' },
) {
  const macs = referenceNetworks.resnet50().reduce((sum, work) => sum + work.grossMacs, 0);
  const peak = si(profile.multiprocessors) * si(runtime.macsPerCyclePerSm) * si(profile.clock);
  return (row.throughputPerS! * macs) / row.processors! / peak;
}

/** Parts of ResNet-50 at batch 1 on a GPU, in seconds; `kernels` leaves the launches out. */
export function gpuResnet50(profile: RunnableGpu, runtime: GpuRuntime) {
  const work = referenceNetworks.resnet50();
  const resident = work.reduce(
    (sum, op) => sum + op.weights * si(runtime.bytesPerWeight) + op.outputValues * si(runtime.bytesPerValue),
    0,
  );
  const times = work.map((op) => kernelTime(op, profile, runtime, resident));
  const input = work[0]!.inputValues;
  return {
    launches: work.length,
    kernels: times.reduce((sum, time) => sum + time.compute + time.memory, 0),
    copies: 2 * si(profile.hostLinkLatency) + input / si(profile.hostLinkBandwidth),
    macs: times.reduce((sum, time) => sum + time.macs, 0),
    bytes: times.reduce((sum, time) => sum + time.bytes, 0),
  };
}

/** Launch cost of one kernel, in seconds, from a single-stream row. */
export function fitGpuLaunch(row: MeasuredRow, profile: RunnableGpu, runtime: GpuRuntime): number {
  const parts = gpuResnet50(profile, runtime);
  return (
    (row.latencyMs! * 1e-3 - si(runtime.timePerInference) - parts.copies - parts.kernels) / parts.launches
  );
}

/** Power while running, less what the operations add: from the power of a row and energies per operation. */
export function fitGpuActivePower(
  powerW: number,
  inferencesPerS: number,
  profile: RunnableGpu,
  runtime: GpuRuntime,
): number {
  const parts = gpuResnet50(profile, runtime);
  return (
    powerW -
    inferencesPerS * (parts.macs * si(runtime.energyPerMac) + parts.bytes * si(profile.energyPerByte))
  );
}
