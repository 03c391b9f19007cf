import type { OperatorWork } from '../../network/operator-work.ts';
import type { Coefficients } from '../fit/coefficients.ts';
import { type SumPart, SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { layersOf } from '../network-of.ts';
import { type GpuFacts, gpuFactOf } from './gpu-facts.ts';
import { type KernelKind, kernelKind, movedValues } from './gpu-work.ts';
import { type Link, linker } from './links.ts';
import { bytesPerValue, peakMacsPerS } from './precision.ts';
import { skipsPadding, slowModeUnstated, statedClockShare, usesAccelerators } from './row-traits.ts';
import { tensorRtTenths } from './runtime-version.ts';
import type { ThroughputPriors } from './throughput-priors.ts';

/** Watts of power limit per peak tera-operation a second: of most cards, and from where the limit holds nothing down. */
const usualWatts = 0.5;
const enoughWatts = 0.7;

/** Version that gains and losses are stated against, in tenths. */
const referenceTenths = 85;

/**
 * Seconds that one inference takes a card that is kept busy: arithmetic by kind of kernel at a share of the peak of the
 * precision, and activations moved once at a share of the memory's bandwidth (weights are shared by a large batch). A
 * sum and not the larger of the two: layers bound by one and by the other alternate.
 * @param layers of the whole network, or one of them
 * @returns null where card or network are not known
 */
export function throughputTerm(
  row: MeasuredRow,
  facts: GpuFacts,
  coefficients: Coefficients,
  priors: ThroughputPriors,
  layers: readonly OperatorWork[] | null = layersOf(row),
): SumTerm | null {
  const fact = gpuFactOf(row, facts);
  const peak = fact && peakMacsPerS(fact, row.precision);
  if (!fact || !peak || !layers) return null;
  const link = linker(coefficients);
  const { family, runtime, lineage, network } = row;

  const tenths = tensorRtTenths(runtime);
  const software: Link[] =
    lineage === 'tensorrt'
      ? link('version', priors.version, tenths === null ? 0 : tenths - referenceTenths)
      : [...link('other engine', priors.otherEngine), ...link(`lineage ${lineage}`, priors.lineage)];
  const common: Link[] = [
    ...software,
    ...link(`family ${family}`, { spread: priors.family.level }),
    ...link(`chip ${row.chip}`, { spread: priors.chip.level }),
    ...link(`runtime ${runtime}`, { spread: priors.runtime.level }),
    ...link(`network ${network}`, { spread: priors.network.level }),
    ...link(`network ${network} under ${runtime}`, { spread: priors.networkUnderRuntime.level }),
    ...(row.mode === null
      ? []
      : link(`${row.mode} of ${row.device} under ${runtime}`, priors.modeOnRuntime[fact.targetClass])),
  ];
  const clock: Link[] = slowModeUnstated(row)
    ? link(`slow mode, ${fact.targetClass}`, priors.slowMode[fact.targetClass], -1)
    : [];
  const memoryClock: Link[] =
    row.mode === null
      ? []
      : link(`slow memory, ${fact.targetClass}`, priors.slowMemory[fact.targetClass], -1);
  // Wider numbers draw more for each operation as they do fewer of them: the peak in 8 bits stands for all.
  const perPeak = fact.powerLimitW && fact.powerLimitW / ((peakMacsPerS(fact, 'int8')! * 2) / 1e12);
  const limited = perPeak
    ? link('power limit', priors.powerLimit, Math.log(Math.min(perPeak, enoughWatts) / usualWatts))
    : [];
  const tokens = (factor: number) => (skipsPadding(row) ? link('tokens', priors.tokens, factor) : []);

  // How well they share the work is one coefficient.
  const helped =
    fact.acceleratorMacsPerS > 0 && usesAccelerators(row)
      ? 1 + (priors.acceleratorShare * fact.acceleratorMacsPerS) / peak
      : 1;
  const help = helped > 1 ? link('accelerators', priors.accelerators) : [];

  const macs: Record<KernelKind, number> = {
    dense: 0,
    grouped: 0,
    depthwise: 0,
    matrix: 0,
    attention: 0,
    other: 0,
  };
  let bytes = 0;
  for (const layer of layers) {
    macs[kernelKind(layer)] += layer.grossMacs;
    bytes += movedValues(layer) * bytesPerValue(row.precision);
  }
  const stated = statedClockShare(row, fact.clockHz);
  const seconds = (kind: KernelKind) => macs[kind] / (peak * stated * helped);
  const arithmetic = [...common, ...link('arithmetic', priors.arithmetic), ...clock, ...limited, ...help];
  const parts: SumPart[] = [
    { amount: seconds('dense'), coefficients: arithmetic },
    { amount: seconds('grouped'), coefficients: [...arithmetic, ...link('grouped', priors.grouped)] },
    { amount: seconds('depthwise'), coefficients: [...arithmetic, ...link('depthwise', priors.depthwise)] },
    {
      amount: seconds('matrix'),
      coefficients: [...arithmetic, ...link('matrix', priors.matrix), ...tokens(1)],
    },
    {
      amount: seconds('attention'),
      coefficients: [...arithmetic, ...link('attention', priors.attention), ...tokens(2)],
    },
    {
      amount: bytes / (fact.dramBytesPerS * helped ** 0.5),
      coefficients: [
        ...common,
        ...link('traffic', priors.traffic),
        ...link(`traffic, family ${family}`, { spread: priors.family.traffic }),
        ...link('cache', priors.cache, Math.log(fact.l2Bytes / (6 * 1024 ** 2))),
        ...memoryClock,
        ...tokens(1),
      ],
      cause: 'memory',
    },
  ];
  return new SumTerm(parts);
}
