import { si } from '../../targets/quantity.ts';
import type { Coefficients } from '../fit/coefficients.ts';
import { type SumPart, SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import type { LatencyPriors } from './latency-priors.ts';
import type { McuFacts } from './mcu-facts.ts';
import { type WorkByKind, workByKind } from './work-by-kind.ts';

type Link = readonly [index: number, factor: number];

/**
 * Cycles of one inference on a microcontroller, as a sum over kinds of work: amount x cost(kind), where the logarithm of
 * a cost adds what the instruction set says (width of the multiply-accumulate, scalar throughput), and how core family,
 * runtime, runtime on that family and chip differ from it.
 * @param work of the whole network, or of one layer
 * @returns null where clock, network or core are not known
 */
export function latencyTerm(
  row: MeasuredRow,
  facts: Pick<McuFacts, 'cores'>,
  coefficients: Coefficients,
  priors: LatencyPriors,
  work: WorkByKind | null = workByKind(row),
): SumTerm | null {
  const core = facts.cores[row.family];
  if (!work || !core || !row.clockMhz) return null;
  const float = row.precision === 'fp32';
  const { family, runtime, lineage } = row;

  const link = (name: string, mean: number, spread: number, factor = 1): Link[] =>
    spread > 0 ? [[coefficients.index(name, mean, spread), factor]] : [];
  const prior = (name: string, { mean, spread }: { mean: number; spread: number }, factor = 1) =>
    link(name, mean, spread, factor);

  const scalar = [
    ...prior('CoreMark exponent', priors.coreMark, Math.log(si(core.coreMark) / 4)),
    ...link(`family ${family}`, 0, priors.family.level),
  ];
  const common = [
    ...scalar,
    ...prior('pointwise', priors.pointwise),
    ...link(`lineage ${lineage}`, 0, priors.lineage.level),
    ...link(`runtime ${runtime}`, 0, priors.runtime.level),
    ...link(`runtime ${runtime} on ${family}`, 0, priors.runtimeOnFamily.level),
    ...link(`chip ${row.chip}`, 0, priors.chip.level),
    ...link(`network ${row.network} under ${runtime}`, 0, priors.networkUnderRuntime.level),
    ...(row.portableKernels ? prior('portable kernels', priors.portable) : []),
  ];
  // Portable C multiplies one pair at a time.
  const macs = row.portableKernels ? Math.min(1, si(core.int8Macs)) : si(core.int8Macs);
  const width = (kind: 'matrix' | 'depthwise' | 'fullyConnected'): Link[] =>
    float
      ? link(`float, ${kind}`, priors.float[kind], priors.float.spread)
      : link(`width exponent, ${kind}`, priors.width[kind], priors.width.spread, Math.log(macs / 2));

  const parts: SumPart[] = [
    { amount: work.conv, coefficients: [...common, ...prior('conv', priors.conv), ...width('matrix')] },
    { amount: work.pointwise, coefficients: [...common, ...width('matrix')] },
    {
      amount: work.depthwise,
      coefficients: [
        ...common,
        ...prior('depthwise', priors.depthwise),
        ...link(`depthwise, family ${family}`, 0, priors.family.depthwise),
        ...link(`depthwise, runtime ${runtime}`, 0, priors.runtime.depthwise),
        ...link(`depthwise, runtime ${runtime} on ${family}`, 0, priors.runtimeOnFamily.depthwise),
        ...width('depthwise'),
      ],
    },
    {
      amount: work.fullyConnected,
      coefficients: [
        ...common,
        ...prior('fully connected', priors.fullyConnected),
        ...link(`fully connected, family ${family}`, 0, priors.family.fullyConnected),
        ...link(`fully connected, lineage ${lineage}`, 0, priors.lineage.fullyConnected),
        ...link(`fully connected, runtime ${runtime} on ${family}`, 0, priors.runtimeOnFamily.fullyConnected),
        ...width('fullyConnected'),
      ],
    },
    { amount: work.outputs, coefficients: [...scalar, ...prior('output value', priors.output)] },
    {
      amount: work.weights * (float ? 4 : 1),
      coefficients: prior('weight byte', priors.weightByte),
      cause: 'memory',
    },
    { amount: work.otherValues, coefficients: [...scalar, ...prior('other value', priors.otherValue)] },
    { amount: work.frontEnds, coefficients: [...scalar, ...prior('front end', priors.frontEnd)] },
  ];
  return new SumTerm(parts);
}
