import type { OperatorWork } from '../../network/operator-work.ts';
import type { Coefficients } from '../fit/coefficients.ts';
import { type SumPart, SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { layersOf } from '../network-of.ts';
import { type GpuFacts, gpuFactOf } from './gpu-facts.ts';
import { type KernelKind, kernelKind, launchesOf, movedValues, weightsReadOnce } from './gpu-work.ts';
import type { GpuLatencyPriors } from './latency-priors.ts';
import { type Link, linker } from './links.ts';
import { bytesPerValue, peakMacsPerS } from './precision.ts';
import { skipsPadding, slowModeUnstated, statedClockShare } from './row-traits.ts';
import { tensorRtTenths } from './runtime-version.ts';
import { waveMacs } from './wave-macs.ts';

/** Version and clock that costs are stated at. */
const referenceTenths = 85;
const referenceHz = 1.5e9;

/** Share of the activations' bytes, at memory bandwidth, that layers cost whose activations stay in the L2. */
const insideCache = 0.25;

/** Work of one inference (of all images of its batch), or of one layer, as the model counts it. */
export interface LatencyWork {
  /** Multiply-accumulates with those that whole waves waste. */
  readonly macs: Readonly<Record<KernelKind, number>>;
  readonly launches: number;
  readonly weightBytes: number;
  /** Bytes of activations, those that stay in the L2 counted at the share that they cost. */
  readonly activationBytes: number;
  /** Calls: 1 for an inference, 0 for a layer. */
  readonly calls: number;
}

/** @param calls 1 where the layers are a whole inference */
export function latencyWork(
  row: MeasuredRow,
  facts: GpuFacts,
  layers: readonly OperatorWork[],
  calls: 0 | 1,
): LatencyWork | null {
  const fact = gpuFactOf(row, facts);
  if (!fact) return null;
  const wide = bytesPerValue(row.precision);
  // A batch is one run of every kernel with more pixels; a busy card's batches are not stated and hide their launches.
  const batch = row.scenario === 'Offline' ? 1 : (row.batch ?? 1);
  const macs = { dense: 0, grouped: 0, depthwise: 0, matrix: 0, attention: 0, other: 0 };
  let launches = 0;
  let weightBytes = 0;
  let activationBytes = 0;
  for (const layer of layers) {
    const kind = kernelKind(layer);
    // Only tensor-core products come in tiles; depthwise and grouped kernels share no operands.
    const tiled = kind === 'dense' || kind === 'matrix';
    const images = { ...layer, pixels: batch * layer.pixels, grossMacs: batch * layer.grossMacs };
    macs[kind] += tiled ? waveMacs(images, fact.multiprocessors) : images.grossMacs;
    launches += launchesOf(layer);
    weightBytes += weightsReadOnce(layer) * wide;
    const bytes = batch * movedValues(layer) * wide;
    activationBytes += bytes > fact.l2Bytes / 2 ? bytes : insideCache * bytes;
  }
  return { macs, launches, weightBytes, activationBytes, calls };
}

/**
 * Seconds of one inference at batch 1, or of one batch: a launch for every kernel, arithmetic in whole waves of thread blocks at a share of
 * the peak, weights and activations at a share of the bandwidth, and the call.
 * @param work of the whole network, or of one layer
 * @returns null where board or network are not known
 */
export function latencyTerm(
  row: MeasuredRow,
  facts: GpuFacts,
  coefficients: Coefficients,
  priors: GpuLatencyPriors,
  work?: LatencyWork,
): SumTerm | null {
  const fact = gpuFactOf(row, facts);
  const layers = layersOf(row);
  const peak = fact && peakMacsPerS(fact, row.precision);
  if (!fact || !peak || !layers) return null;
  const { macs, launches, weightBytes, activationBytes, calls } = work ?? latencyWork(row, facts, layers, 1)!;
  const link = linker(coefficients);
  const { family, runtime, lineage, network } = row;
  const ours = lineage === 'tensorrt';

  const tenths = tensorRtTenths(runtime);
  const version = ours ? link('version', priors.version, tenths === null ? 0 : tenths - referenceTenths) : [];
  const left: Link[] = [
    ...version,
    ...link(`chip ${row.chip}`, { spread: priors.chip.level }),
    ...link(`runtime ${runtime}`, { spread: priors.runtime.level }),
    ...link(`network ${network}`, { spread: priors.network.level }),
    ...link(`network ${network} under ${runtime}`, { spread: priors.networkUnderRuntime.level }),
    ...(row.mode === null
      ? []
      : link(`${row.mode} of ${row.device} under ${runtime}`, priors.modeOnRuntime[fact.targetClass])),
  ];
  const kernels: Link[] = [
    ...left,
    ...link(`family ${family}`, { spread: priors.family.level }),
    ...(ours
      ? []
      : [
          ...link('other engine', priors.otherEngine),
          ...link(`lineage ${lineage}`, { spread: priors.lineage.level }),
          ...link(`lineage ${lineage}, ${row.precision}`, { spread: priors.lineage.precision }),
        ]),
  ];
  const { targetClass } = fact;
  const slow = slowModeUnstated(row);
  const clock = slow ? link(`slow mode, ${targetClass}`, priors.slowMode[targetClass], -1) : [];
  const memoryClock =
    row.mode === null ? [] : link(`slow memory, ${targetClass}`, priors.slowMemory[targetClass], -1);
  const share = statedClockShare(row, fact.clockHz);
  const launch: Link[] = [
    ...left,
    ...link('launch', priors.launch),
    ...link('launch, clock', priors.launchClock, Math.log((fact.clockHz * share) / referenceHz)),
    ...link(`launch, family ${family}`, { spread: priors.family.launch }),
    ...link(`launch, runtime ${runtime}`, { spread: priors.runtime.launch }),
    ...(slow ? link(`slow launch, ${targetClass}`, priors.slowLaunch[targetClass]) : []),
    ...(ours
      ? []
      : [
          ...link('other launch', priors.otherLaunch),
          ...link(`launch, lineage ${lineage}`, { spread: priors.lineage.launch }),
        ]),
  ];
  const tokens = (factor: number) => (skipsPadding(row) ? link('tokens', priors.tokens, factor) : []);
  const arithmetic = [...kernels, ...link('arithmetic', priors.arithmetic), ...clock];
  const traffic = [...kernels, ...link('traffic', priors.traffic), ...memoryClock];
  const seconds = (kind: KernelKind) => macs[kind] / (peak * share);
  const parts: SumPart[] = [
    { amount: launches, coefficients: launch, cause: 'overhead' },
    { amount: calls, coefficients: [...version, ...link('call', priors.call)], cause: 'overhead' },
    { amount: seconds('dense'), coefficients: arithmetic },
    { amount: seconds('grouped'), coefficients: [...arithmetic, ...link('grouped', priors.grouped)] },
    {
      amount: seconds('depthwise'),
      coefficients: [
        ...arithmetic,
        ...link('depthwise', priors.depthwise),
        ...(ours ? [] : link(`depthwise, lineage ${lineage}`, { spread: priors.lineage.depthwise })),
      ],
    },
    {
      amount: seconds('matrix'),
      coefficients: [...arithmetic, ...link('matrix', priors.matrix), ...tokens(1)],
    },
    {
      amount: seconds('attention'),
      coefficients: [...arithmetic, ...link('attention', priors.attention), ...tokens(2)],
    },
    { amount: weightBytes / fact.dramBytesPerS, coefficients: traffic, cause: 'memory' },
    {
      amount: activationBytes / fact.dramBytesPerS,
      coefficients: [...traffic, ...tokens(1)],
      cause: 'memory',
    },
  ];
  return new SumTerm(parts);
}
