import type { Coefficients } from '../fit/coefficients.ts';
import { type SumPart, SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { type CpuWork, cpuWork } from './cpu-work.ts';
import type { LatencyPriors } from './latency-priors.ts';
import { runSetting } from './run-setting.ts';

type Link = readonly [index: number, factor: number];

/**
 * Milliseconds of one inference on CPU cores, as a sum over kinds of work.
 * @param workOf work of the whole network, or of one layer
 * @returns null where network, chip or core are not known
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
  const { cores, peakMacs, issueWidth, l2Caches } = setting;
  const { family, lineage } = row;
  const float = setting.bytesPerValue === 4;
  const form = float ? 'fp32' : 'int8';
  const lineForm = `${lineage} ${form}`;
  const msPerCycle = 1e3 / setting.clockHz;
  const msAtPeak = msPerCycle / (peakMacs * cores);

  const link = (name: string, mean: number, spread: number, factor = 1): Link[] =>
    spread > 0 && factor !== 0 ? [[coefficients.index(name, mean, spread), factor]] : [];
  const prior = (name: string, { mean, spread }: { mean: number; spread: number }, factor = 1) =>
    link(name, mean, spread, factor);

  const sharing = prior(
    `L2 shared ${form}`,
    float ? priors.sharing : priors.sharingInt8,
    Math.log(cores / l2Caches),
  );
  const threads = [...prior('threads', priors.threads, Math.log(cores)), ...sharing];
  const inOrder = setting.outOfOrder ? [] : prior('in order', priors.inOrder);
  const peak = prior('peak', priors.peak, Math.log(peakMacs / 8));
  const all = [
    ...link(`family ${family}`, 0, priors.family.level),
    ...link(`runtime ${row.runtime}`, 0, priors.runtime.level),
    ...link(`network ${row.network} under ${lineage}`, 0, priors.network.level),
  ];
  const matrix = [
    ...all,
    ...threads,
    ...inOrder,
    ...peak,
    ...prior(`matrix ${form}`, float ? priors.matrix : priors.matrixInt8),
    ...link(`matrix, ${family} ${form}`, 0, priors.family.form),
    ...link(`matrix, ${lineForm}`, 0, priors.lineage.matrix),
    ...link(`matrix, ${lineForm} on ${family}`, 0, priors.runtimeOnFamily.matrix),
  ];
  const depthwise = [
    ...all,
    ...threads,
    ...inOrder,
    ...prior('peak, depthwise', priors.peakDepthwise, Math.log(peakMacs / 8)),
    ...prior(`depthwise ${form}`, float ? priors.depthwise : priors.depthwiseInt8),
    ...link(`depthwise, ${family}`, 0, priors.family.depthwise),
    ...link(`depthwise, ${lineForm}`, 0, priors.lineage.depthwise),
    ...link(`depthwise, ${lineForm} on ${family}`, 0, priors.runtimeOnFamily.depthwise),
  ];
  const scalar = prior('issue width', priors.issueWidth, Math.log(issueWidth / 3));
  const parts: SumPart[] = [
    { amount: work.pointwise * msAtPeak, coefficients: matrix },
    {
      amount: work.conv * msAtPeak,
      coefficients: [
        ...matrix,
        ...prior('conv', priors.conv),
        ...link(`conv, ${lineForm}`, 0, priors.lineage.conv),
      ],
    },
    { amount: work.depthwise * msAtPeak, coefficients: depthwise },
    {
      amount: work.fullyConnected * msPerCycle,
      coefficients: [
        ...all,
        ...prior('fully connected', priors.fullyConnected),
        ...link(`fully connected, ${lineForm}`, 0, priors.lineage.fullyConnected),
      ],
    },
    {
      amount: (work.values * setting.bytesPerValue * msPerCycle) / l2Caches,
      coefficients: [
        ...all,
        ...prior('threads', priors.threads, Math.log(l2Caches)),
        ...inOrder,
        ...prior(`value ${form}`, float ? priors.value : priors.valueInt8),
        ...link(`value, ${lineForm}`, 0, priors.lineage.value),
        ...link(`value, ${lineForm} on ${family}`, 0, priors.runtimeOnFamily.value),
      ],
    },
    {
      amount: (work.otherValues * msPerCycle) / cores,
      coefficients: [
        ...all,
        ...scalar,
        ...inOrder,
        ...prior('threads, other', priors.threadsOther, Math.log(cores)),
        ...prior(`other value ${form}`, float ? priors.otherValue : priors.otherValueInt8),
        ...link(`other value, ${lineForm}`, 0, priors.lineage.other),
        ...link(`other value, ${lineForm} on ${family}`, 0, priors.runtimeOnFamily.other),
      ],
    },
    {
      amount: (work.dramBytes * 1e3) / setting.dramBytesPerS,
      coefficients: [...prior('DRAM', priors.dram), ...link(`DRAM, ${row.chip}`, 0, priors.family.dram)],
      cause: 'memory',
    },
    {
      amount: work.layers * msPerCycle,
      cause: 'overhead',
      coefficients: [
        ...all,
        ...scalar,
        ...inOrder,
        ...prior('layer', priors.layer),
        ...prior('threads, layer', priors.layerThreads, Math.log(cores)),
        ...link(`layer, ${lineForm}`, 0, priors.lineage.layer),
        ...link(`layer, ${lineForm} on ${family}`, 0, priors.runtimeOnFamily.layer),
      ],
    },
    {
      amount: work.input * msPerCycle,
      cause: 'io',
      coefficients: [
        ...all,
        ...scalar,
        ...prior(`input ${form}`, float ? priors.input : priors.inputInt8),
        ...link(`input, ${lineForm}`, 0, priors.lineage.input),
      ],
    },
    {
      amount: work.inferences * msPerCycle,
      cause: 'overhead',
      coefficients: [...all, ...scalar, ...prior('inference', priors.inference)],
    },
  ];
  return new SumTerm(parts);
}
