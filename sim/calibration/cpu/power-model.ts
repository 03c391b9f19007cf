import type { ClassModel, LayerShare } from '../class-model.ts';
import { explained } from '../fit/explained.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { perRows } from '../per-rows.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { fitLatency, timeByCause } from './fit-latency.ts';
import { powerPriors } from './power-priors.ts';
import { powerTerm } from './power-term.ts';
import { sameProgram } from './same-program.ts';

/** Mean power fitted to the rows of CPUs; how time divides comes from the fit of their latencies. */
export const fitPower = perRows((rows: readonly MeasuredRow[], facts: CpuFacts): TermPredictor => {
  const times = fitLatency(rows, facts);
  return new TermPredictor(
    rows,
    (row, coefficients) => powerTerm(row, facts, coefficients, powerPriors, timeByCause(times, row, facts)),
    (row) => measuredValue(row, 'power'),
    powerPriors.noise,
  );
});

/** Mean power of a single board while its CPU runs one network after the other. */
export function cpuPowerModel(facts: CpuFacts): ClassModel {
  return {
    targetClass: 'sbc-cpu',
    alsoCalibratedOn: ['phone'],
    quantity: 'power',
    holdOuts: ['chip', 'network'],
    anchors: true,
    anchorsFor: sameProgram,
    byRuntime: true,
    figures: { 'new-network': { floorPercent: 10, goalPercent: 6 } },
    size: () => 1,
    baselines: [],
    fit: (rows) => {
      const predictor = fitPower(rows, facts);
      const split = (row: MeasuredRow): readonly LayerShare[] | null => {
        const times = timeByCause(fitLatency(rows, facts), row, facts);
        const term = powerTerm(row, facts, predictor.coefficients, powerPriors, times);
        return term && [{ node: row.network, kind: 'whole', byCause: predictor.posterior.byCause(term) }];
      };
      return explained(new IntervalModel(predictor, rows, 'power', true, sameProgram), {
        split,
        calibration: () => predictor.summary(),
      });
    },
  };
}
