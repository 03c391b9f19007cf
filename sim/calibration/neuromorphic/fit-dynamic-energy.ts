import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { perRows } from '../per-rows.ts';
import { batchShares } from './batch-shares.ts';
import { dynamicEnergyTerm } from './dynamic-energy-term.ts';
import { fitRunEnergy, type RunEnergyFit } from './fit-run-energy.ts';
import { fitRunTime } from './fit-run-time.ts';
import { neuromorphicPriors } from './priors.ts';

/** Dynamic joules of the whole batch that a row ran. */
const ofRun = (row: MeasuredRow): number | null => {
  const energyJ = measuredValue(row, 'dynamic-energy');
  return energyJ && energyJ * (row.batch ?? 1);
};

const cached = perRows((rows, _: 'dynamic-energy') => {
  const times = fitRunTime(rows);
  return fitRunEnergy(
    rows,
    (row, coefficients, seconds) => dynamicEnergyTerm(row, coefficients, seconds, batchShares(row, times)),
    ofRun,
    neuromorphicPriors.dynamic.noise,
  );
});

/** Energy above idle of runs, fitted to the rows of neuromorphic chips and of what they were compared with. */
export const fitDynamicEnergy = (rows: readonly MeasuredRow[]): RunEnergyFit =>
  cached(rows, 'dynamic-energy');
