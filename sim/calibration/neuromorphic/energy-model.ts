import type { ClassModel } from '../class-model.ts';
import type { LogPrediction } from '../fit/posterior.ts';
import { measuredValue } from '../measured/measured-row.ts';
import { chipEnergyTerm } from './chip-energy-term.ts';
import { copiedFromDevice } from './copied-from-device.ts';
import { fitDynamicEnergy } from './fit-dynamic-energy.ts';
import { fitRunEnergy } from './fit-run-energy.ts';
import { fitRunTime } from './fit-run-time.ts';
import { logRange } from './log-range.ts';
import { loihiStaticTerm } from './loihi-static-term.ts';
import { neuromorphicPriors } from './priors.ts';
import { runSeconds } from './run-seconds.ts';

const { noise } = neuromorphicPriors.energy;

/** Logarithm of a sum of two whose logarithms are taken as independent and normal: each counts with its share. */
function sumOf(a: LogPrediction, b: LogPrediction): LogPrediction {
  const [one, two] = [Math.exp(a.mean), Math.exp(b.mean)];
  const share = one / (one + two);
  return { mean: Math.log(one + two), variance: share ** 2 * a.variance + (1 - share) ** 2 * b.variance };
}

/**
 * Energy of one inference on Loihi and TrueNorth, static power within the boundary of the row. Runs that the host does not
 * feed step by step are given their published time; those of the keyword-spotting study are not.
 */
export const neuromorphicEnergyModel: ClassModel = {
  targetClass: 'neuromorphic',
  quantity: 'energy',
  holdOuts: ['series'],
  anchors: false,
  byRuntime: false,
  figures: {
    'new-series': { floorPercent: 25, goalPercent: 12 },
    'other-run': { floorPercent: 25, goalPercent: 12 },
  },
  size: (row) => row.counted?.steps ?? null,
  baselines: [copiedFromDevice('energy')],
  fit: (rows) => {
    const times = fitRunTime(rows);
    const dynamic = fitDynamicEnergy(rows);
    const known = fitRunEnergy(
      rows,
      (row, coefficients, seconds) =>
        (row.family === 'loihi-1' ? loihiStaticTerm : chipEnergyTerm)(row, coefficients, seconds),
      (row) => {
        const [all, part] = [measuredValue(row, 'energy'), measuredValue(row, 'dynamic-energy')];
        if (row.family !== 'loihi-1') return all;
        return all !== null && part !== null && all > part ? all - part : null;
      },
      noise,
    );
    return {
      predict: (row) => {
        const time = runSeconds(row, times);
        if (!time) return null;
        const found = known.predict(row, time);
        if (!found || row.family !== 'loihi-1') return found && logRange(found);
        const active = dynamic.predict(row, time);
        return active && logRange(sumOf(found, active));
      },
      calibration: () => known.predictor.summary(),
    };
  },
};
