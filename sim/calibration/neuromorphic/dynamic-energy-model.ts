import type { ClassModel } from '../class-model.ts';
import { copiedFromDevice } from './copied-from-device.ts';
import { fitDynamicEnergy } from './fit-dynamic-energy.ts';
import { fitRunTime } from './fit-run-time.ts';
import { logRange } from './log-range.ts';
import { runSeconds } from './run-seconds.ts';

/** Energy above idle of one inference of the keyword-spotting study, and of the cores of Loihi in other runs. */
export const neuromorphicDynamicEnergyModel: ClassModel = {
  targetClass: 'neuromorphic',
  quantity: 'dynamic-energy',
  holdOuts: ['series', 'kind-of-series', 'chip'],
  anchors: false,
  byRuntime: false,
  figures: { 'new-series': { floorPercent: 35, goalPercent: 20 } },
  size: (row) => row.counted?.operators ?? row.counted?.steps ?? null,
  baselines: [copiedFromDevice('dynamic-energy')],
  fit: (rows) => {
    const times = fitRunTime(rows);
    const energies = fitDynamicEnergy(rows);
    return {
      predict: (row) => {
        const time = runSeconds(row, times);
        const found = time && energies.predict(row, time);
        return found && logRange(found, 1 / (row.batch ?? 1));
      },
      calibration: () => energies.predictor.summary(),
    };
  },
};
