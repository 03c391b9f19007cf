import type { ClassModel } from '../class-model.ts';
import { copiedFromDevice } from './copied-from-device.ts';
import { fitRunTime } from './fit-run-time.ts';
import { logRange } from './log-range.ts';

/** Time of one run of the keyword-spotting study, by device, batch and size of the network. */
export const neuromorphicLatencyModel: ClassModel = {
  targetClass: 'neuromorphic',
  quantity: 'latency',
  holdOuts: ['series', 'kind-of-series', 'chip'],
  anchors: false,
  byRuntime: false,
  figures: { 'new-series': { floorPercent: 25, goalPercent: 12 } },
  size: (row) => row.counted?.operators ?? null,
  baselines: [copiedFromDevice('latency')],
  fit: (rows) => {
    const times = fitRunTime(rows);
    return {
      predict: (row) => {
        const joint = times.joint([row]);
        return joint && logRange({ mean: joint.means[0]!, variance: joint.covariance[0]! });
      },
      calibration: () => times.summary(),
    };
  },
};
