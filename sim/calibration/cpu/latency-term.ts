import type { CpuWork } from '../../targets/board-cpu/cpu-work.ts';
import type { Coefficients } from '../fit/coefficients.ts';
import { SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import type { CpuFacts } from './cpu-facts.ts';
import type { LatencyPriors } from './latency-priors.ts';
import { cpuWork } from './row-work.ts';
import { runSetting } from './run-setting.ts';

type Link = readonly [index: number, factor: number];
type Prior = { readonly mean: number; readonly spread: number };

/**
 * Milliseconds of one run on CPU cores as a sum over kinds of work: products at the peak of all cores, values through the
 * level-two caches, bytes through DRAM, layers, conversion of the input. The logarithm of each cost adds what manuals say
 * of the core, and how runtime, core family and runtime on that family differ from it.
 * @param part work of one layer; of the whole network where it is not given
 * @returns null where network, chip, core or precision are not known
 */
export function latencyTerm(
  row: MeasuredRow,
  facts: CpuFacts,
  coefficients: Coefficients,
  priors: LatencyPriors,
  part?: CpuWork,
): SumTerm | null {
  const setting = runSetting(row, facts);
  const work = setting && (part ?? cpuWork(row, setting));
  if (!setting || !work) return null;
  const { cores, peakMacs, l2Caches } = setting;
  const { family, lineage } = row;
  const float = setting.bytesPerValue === 4;
  const form = float ? 'fp32' : 'int8';
  const msPerCycle = 1e3 / setting.clockHz;
  const msAtPeak = msPerCycle / (peakMacs * cores);

  const link = (name: string, mean: number, spread: number, factor = 1): Link[] =>
    factor === 0 ? [] : [[coefficients.index(name, mean, spread), factor]];
  const prior = (name: string, { mean, spread }: Prior, factor = 1) => link(name, mean, spread, factor);
  const byForm = (name: string, float32: Prior, int8: Prior) =>
    prior(`${name} ${form}`, float ? float32 : int8);
  /** How a runtime lies from the common cost of a kind of work, everywhere and on this core family. */
  const own = (kind: keyof LatencyPriors['lineage']): Link[] => {
    const onFamily: Readonly<Record<string, number>> = priors.runtimeOnFamily;
    return [
      ...link(`${kind}, ${lineage} ${form}`, 0, priors.lineage[kind]),
      ...(onFamily[kind] ? link(`${kind}, ${lineage} ${form} on ${family}`, 0, onFamily[kind]) : []),
    ];
  };

  const all = [
    ...link(`family ${family}`, 0, priors.family.level),
    ...link(`runtime ${row.runtime}`, 0, priors.runtime.level),
    ...link(`network ${row.network} under ${lineage}`, 0, priors.network.level),
  ];
  const inOrder = setting.outOfOrder ? [] : prior('in order', priors.inOrder);
  const scalar = [...all, ...prior('issue width', priors.issueWidth, Math.log(setting.issueWidth / 3))];
  const products = [
    ...all,
    ...inOrder,
    ...prior('threads', priors.threads, Math.log(cores)),
    ...prior(`L2 shared ${form}`, float ? priors.sharing : priors.sharingInt8, Math.log(cores / l2Caches)),
  ];
  const matrix = [
    ...products,
    ...prior('peak', priors.peak, Math.log(peakMacs / 8)),
    ...byForm('matrix', priors.matrix, priors.matrixInt8),
    ...link(`matrix, ${family} ${form}`, 0, priors.family.form),
    ...own('matrix'),
  ];
  return new SumTerm([
    { amount: work.pointwise * msAtPeak, coefficients: matrix },
    {
      amount: work.conv * msAtPeak,
      coefficients: [...matrix, ...prior('conv', priors.conv), ...own('conv')],
    },
    {
      amount: work.sparse * msAtPeak,
      coefficients: [
        ...matrix,
        ...prior('non-zero', priors.nonZero),
        ...link(`non-zero, ${row.sparsity}`, 0, priors.sparsity.level),
      ],
    },
    {
      amount: work.depthwise * msAtPeak,
      coefficients: [
        ...products,
        ...prior('peak, depthwise', priors.peakDepthwise, Math.log(peakMacs / 8)),
        ...byForm('depthwise', priors.depthwise, priors.depthwiseInt8),
        ...link(`depthwise, ${family}`, 0, priors.family.depthwise),
        ...own('depthwise'),
      ],
    },
    {
      amount: work.fullyConnected * msPerCycle,
      coefficients: [...all, ...prior('fully connected', priors.fullyConnected), ...own('fullyConnected')],
    },
    {
      amount: (work.values * setting.bytesPerValue * msPerCycle) / l2Caches,
      coefficients: [
        ...all,
        ...inOrder,
        ...prior('threads', priors.threads, Math.log(l2Caches)),
        ...byForm('value', priors.value, priors.valueInt8),
        ...own('value'),
      ],
    },
    {
      amount: (work.otherValues * msPerCycle) / cores,
      coefficients: [
        ...scalar,
        ...inOrder,
        ...prior('threads, other value', priors.threadsOther, Math.log(cores)),
        ...byForm('other value', priors.otherValue, priors.otherValueInt8),
        ...own('other'),
      ],
    },
    {
      amount: (work.dramBytes * 1e3) / setting.dramBytesPerS,
      cause: 'memory',
      coefficients: [...prior('DRAM', priors.dram), ...link(`DRAM of ${row.chip}`, 0, priors.family.dram)],
    },
    {
      amount: work.layers * msPerCycle,
      cause: 'overhead',
      coefficients: [
        ...scalar,
        ...inOrder,
        ...prior('layer', priors.layer),
        ...prior('threads, layer', priors.threadsLayer, Math.log(cores)),
        ...own('layer'),
      ],
    },
    {
      amount: work.input * msPerCycle,
      cause: 'io',
      coefficients: [...scalar, ...byForm('input', priors.input, priors.inputInt8), ...own('input')],
    },
    {
      amount: work.inferences * msPerCycle,
      cause: 'overhead',
      coefficients: [...scalar, ...prior('inference', priors.inference)],
    },
  ]);
}
