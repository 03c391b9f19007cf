import type { ClassModel, LayerShare, PredictedRange } from '../class-model.ts';
import { converted, times } from '../fit/converted.ts';
import { explained } from '../fit/explained.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { layersOf } from '../network-of.ts';
import { perRows } from '../per-rows.ts';
import { latencyPriors } from './latency-priors.ts';
import { latencyTerm } from './latency-term.ts';
import type { McuFacts } from './mcu-facts.ts';
import { totalMacs, workByKind, workOfLayer, workOutsideLayers } from './work-by-kind.ts';

/** Multiply-accumulates over the clock, in ms: the time of one in every cycle. */
function oneMacPerCycleMs(row: MeasuredRow): number | null {
  const work = workByKind(row);
  return work && row.clockMhz ? totalMacs(work) / (row.clockMhz * 1e3) : null;
}

/** By cores: a board that brings a chip of its own changes nothing here, and the fit is found again. */
const fitOnCores = perRows(
  (rows, cores: McuFacts['cores']): TermPredictor =>
    new TermPredictor(
      rows,
      (row, coefficients) => latencyTerm(row, { cores }, coefficients, latencyPriors),
      measuredCycles,
      latencyPriors.noise,
    ),
);

/** Cycles of one inference fitted to the rows of microcontrollers. */
export const fitCycles = (rows: readonly MeasuredRow[], facts: Pick<McuFacts, 'cores'>): TermPredictor =>
  fitOnCores(rows, facts.cores);

/** Cycles that a row measured; null where it has no time or no clock. */
export function measuredCycles(row: MeasuredRow): number | null {
  const latencyMs = measuredValue(row, 'latency');
  return latencyMs && row.clockMhz ? latencyMs * 1e3 * row.clockMhz : null;
}

/** Milliseconds of each layer. */
function splitByLayer(
  predictor: TermPredictor,
  row: MeasuredRow,
  facts: Pick<McuFacts, 'cores'>,
): readonly LayerShare[] | null {
  const layers = layersOf(row);
  if (!layers || !row.clockMhz || !facts.cores[row.family]) return null;
  const outside = workOutsideLayers(row);
  const works = [
    ...layers.map(({ node, kind }, i) => ({ node, kind, work: workOfLayer(layers[i]!) })),
    ...(outside.frontEnds > 0 ? [{ node: 'front end', kind: 'whole' as const, work: outside }] : []),
  ];
  return works.map(({ node, kind, work }) => {
    const term = latencyTerm(row, facts, predictor.coefficients, latencyPriors, work)!;
    const cycles = predictor.posterior.byCause(term);
    const msPerCycle = 1 / (row.clockMhz! * 1e3);
    return { node, kind, byCause: new Map([...cycles].map(([cause, n]) => [cause, n * msPerCycle])) };
  });
}

const inMs = (cycles: PredictedRange, { clockMhz }: MeasuredRow): PredictedRange | null =>
  clockMhz ? times(cycles, 1 / (clockMhz * 1e3)) : null;

/** Time of one inference on a microcontroller. */
export function mcuLatencyModel(facts: Pick<McuFacts, 'cores'>): ClassModel {
  return {
    targetClass: 'mcu',
    quantity: 'latency',
    holdOuts: ['chip', 'network'],
    anchors: true,
    byRuntime: true,
    figures: {
      'family-known': { floorPercent: 12, goalPercent: 8 },
      'runtime-unknown': { floorPercent: 30, goalPercent: 22, medianFloorPercent: 20 },
      novel: { floorPercent: 40, goalPercent: 28 },
      'new-network': { floorPercent: 28, goalPercent: 18 },
    },
    size: oneMacPerCycleMs,
    baselines: [{ name: 'one MAC per cycle', predict: oneMacPerCycleMs }],
    fit: (rows) => {
      const predictor = fitCycles(rows, facts);
      return explained(converted(new IntervalModel(predictor, rows, 'latency', true), inMs), {
        split: (row) => splitByLayer(predictor, row, facts),
        calibration: () => predictor.summary(),
      });
    },
  };
}
