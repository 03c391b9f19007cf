import { si } from '../../targets/quantity.ts';
import type { ClassModel, FittedModel } from '../class-model.ts';
import { explained } from '../fit/explained.ts';
import { IntervalModel } from '../fit/interval-model.ts';
import { TermPredictor } from '../fit/term-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { latencyTerm } from './latency-term.ts';
import { oneCore } from './one-core.ts';
import { peakMs } from './peak-ms.ts';
import { sameProgram } from './same-program.ts';
import { throughputPriors } from './throughput-priors.ts';

/** Cores of all sockets of a row. */
function coresOf(row: MeasuredRow, facts: CpuFacts): number | null {
  const chip = facts.chips[row.chip];
  return chip ? si(chip.cores) * row.accelerators : null;
}

/**
 * Inferences a second of servers that are kept busy: every core runs a stream of its own, with its share of caches and
 * memory, at the latency of the model of single boards. Few rows: the priors say most.
 */
export function cpuThroughputModel(facts: CpuFacts): ClassModel {
  const single = oneCore(facts);
  /** Inferences that all cores have in hand at once: a batch each. */
  const inHand = (row: MeasuredRow): number | null => {
    const cores = coresOf(row, facts);
    return cores === null ? null : cores * (row.batch ?? 1);
  };
  /** Milliseconds of one run on one core. */
  const perCore = (row: MeasuredRow): number | null => {
    const rate = measuredValue(row, 'throughput');
    const streams = inHand(row);
    return rate !== null && streams !== null ? (streams * 1e3) / rate : null;
  };
  const atPeak = (row: MeasuredRow): number | null => {
    const ms = peakMs(row, single);
    const streams = inHand(row);
    return ms && streams && (streams * 1e3) / ms;
  };
  const asRate = (model: FittedModel): FittedModel => ({
    predict: (row) => {
      const streams = inHand(row);
      const range = streams && model.predict(row);
      if (!range) return null;
      const rate = (ms: number) => (streams * 1e3) / ms;
      return { low: rate(range.high), central: rate(range.central), high: rate(range.low) };
    },
    ...(model.anchoredBy ? { anchoredBy: (anchors) => asRate(model.anchoredBy!(anchors)) } : {}),
  });
  return {
    targetClass: 'server-cpu',
    quantity: 'throughput',
    holdOuts: ['chip', 'network'],
    anchors: true,
    anchorsFor: sameProgram,
    byRuntime: true,
    figures: {},
    size: atPeak,
    baselines: [{ name: 'peak of all cores', predict: atPeak }],
    fit: (rows) => {
      const predictor = new TermPredictor(
        rows,
        (row, coefficients) => latencyTerm(row, single, coefficients, throughputPriors),
        perCore,
        throughputPriors.noise,
      );
      return explained(asRate(new IntervalModel(predictor, rows, 'throughput', true, sameProgram)), {
        calibration: () => predictor.summary(),
      });
    },
  };
}
