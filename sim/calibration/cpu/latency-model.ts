import type { Cause } from '../../energy/cause.ts';
import type { ClassModel, FittedModel, LayerShare } from '../class-model.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { layersOf } from '../network-of.ts';
import { perRows } from '../per-rows.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { weightsOf, workOfLayer, workOutsideLayers } from './cpu-work.ts';
import { latencyPriors } from './latency-priors.ts';
import { latencyTerm } from './latency-term.ts';
import { bytesPerValue, runSetting } from './run-setting.ts';

/** Multiply-accumulates at the peak of all cores, in ms. */
export function peakMs(row: MeasuredRow, facts: CpuFacts): number | null {
  const setting = runSetting(row, facts);
  const layers = layersOf(row);
  if (!setting || !layers) return null;
  const macs = layers.reduce((sum, layer) => sum + layer.grossMacs, 0);
  return (macs * 1e3) / (setting.clockHz * setting.peakMacs * setting.cores);
}

/** Milliseconds of one inference fitted to the rows of CPUs. */
export const fitLatency = perRows(
  (rows, facts: CpuFacts): TermPredictor =>
    new TermPredictor(
      rows,
      (row, coefficients) => latencyTerm(row, facts, coefficients, latencyPriors),
      (row) => measuredValue(row, 'latency'),
      latencyPriors.noise,
    ),
);

/** How the time of an inference divides, in ms; null where the fit knows nothing of the row. */
export function timeByCause(
  predictor: TermPredictor,
  row: MeasuredRow,
  facts: CpuFacts,
): ReadonlyMap<Cause, number> | null {
  const term = latencyTerm(row, facts, predictor.coefficients, latencyPriors);
  return term && predictor.posterior.byCause(term);
}

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
  const parts = [
    ...layers.map((layer) => ({
      node: layer.node,
      kind: layer.kind,
      work: workOfLayer(layer, weights, setting),
    })),
    { node: 'inference', kind: 'whole' as const, work: workOutsideLayers(layers) },
  ];
  return parts.map(({ node, kind, work }) => {
    const term = latencyTerm(row, facts, predictor.coefficients, latencyPriors, work)!;
    return { node, kind, byCause: predictor.posterior.byCause(term) };
  });
}

/** One measured run for each runtime and precision is what an anchor is here: a board runs each at a pace of its own. */
export const sameProgram = (row: MeasuredRow, anchor: MeasuredRow): boolean =>
  row.runtime === anchor.runtime && bytesPerValue(row.precision) === bytesPerValue(anchor.precision);

/** Time of one inference on the CPU of a single board or of a phone. */
export function cpuLatencyModel(facts: CpuFacts, targetClass: 'sbc-cpu' | 'phone'): ClassModel {
  return {
    targetClass,
    alsoCalibratedOn: [targetClass === 'phone' ? 'sbc-cpu' : 'phone'],
    quantity: 'latency',
    holdOuts: ['chip', 'network'],
    anchors: true,
    anchorsFor: sameProgram,
    byRuntime: true,
    figures:
      targetClass === 'phone'
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
      const ranges = new IntervalModel(predictor, rows, true, sameProgram);
      const model = (fitted: FittedModel): FittedModel => ({
        predict: (row) => fitted.predict(row),
        split: (row) => splitByLayer(predictor, row, facts),
        ...(fitted.anchoredBy ? { anchoredBy: (anchors) => model(fitted.anchoredBy!(anchors)) } : {}),
      });
      return model(ranges);
    },
  };
}
