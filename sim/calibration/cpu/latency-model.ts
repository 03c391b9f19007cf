import { weightsOf, workOfLayer } from '../../targets/board-cpu/cpu-work.ts';
import type { ClassModel, LayerShare } from '../class-model.ts';
import { explained } from '../fit/explained.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import type { TermPredictor } from '../fit/term-predictor.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { layersOf } from '../network-of.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { fitLatency } from './fit-latency.ts';
import { latencyPriors } from './latency-priors.ts';
import { latencyTerm } from './latency-term.ts';
import { peakMs } from './peak-ms.ts';
import { workOutsideLayers } from './row-work.ts';
import { runSetting } from './run-setting.ts';
import { sameProgram } from './same-program.ts';

/** Milliseconds of each layer. */
function splitByLayer(
  predictor: TermPredictor,
  row: MeasuredRow,
  facts: CpuFacts,
): readonly LayerShare[] | null {
  const layers = layersOf(row);
  const setting = runSetting(row, facts);
  if (!layers || !setting) return null;
  const weights = weightsOf(layers);
  const outside = workOutsideLayers(row, setting)!;
  const parts = [
    ...layers.map((layer) => ({
      node: layer.node,
      kind: layer.kind,
      work: workOfLayer(layer, weights, setting),
    })),
    { node: 'inference', kind: 'whole' as const, work: outside },
  ];
  return parts.map(({ node, kind, work }) => {
    const term = latencyTerm(row, facts, predictor.coefficients, latencyPriors, work)!;
    return { node, kind, byCause: predictor.posterior.byCause(term) };
  });
}

type CpuClass = 'sbc-cpu' | 'phone' | 'server-cpu';

/** Boards and phones share their runtimes; servers learn from both, which learn nothing from the few rows of servers. */
const alsoOn: Readonly<Record<CpuClass, readonly CpuClass[]>> = {
  'sbc-cpu': ['phone'],
  phone: ['sbc-cpu'],
  'server-cpu': ['sbc-cpu', 'phone'],
};

/** Time of one inference on the CPU of a single board, of a phone, or of one socket of a server. */
export function cpuLatencyModel(facts: CpuFacts, targetClass: CpuClass): ClassModel {
  return {
    targetClass,
    alsoCalibratedOn: alsoOn[targetClass],
    quantity: 'latency',
    holdOuts: ['chip', 'network'],
    anchors: true,
    anchorsFor: sameProgram,
    byRuntime: true,
    figures:
      targetClass !== 'sbc-cpu'
        ? {}
        : {
            'new-network': { floorPercent: 18, goalPercent: 12 },
            'family-known': { floorPercent: 30, goalPercent: 20 },
            novel: { floorPercent: 42, goalPercent: 30 },
            anchored: { floorPercent: 20, goalPercent: 12 },
          },
    size: (row) => peakMs(row, facts),
    baselines: [{ name: 'peak of all cores', predict: (row) => peakMs(row, facts) }],
    fit: (rows) => {
      const predictor = fitLatency(rows, facts);
      return explained(new IntervalModel(predictor, rows, 'latency', true, sameProgram), {
        split: (row) => splitByLayer(predictor, row, facts),
        calibration: () => predictor.summary(),
      });
    },
  };
}
