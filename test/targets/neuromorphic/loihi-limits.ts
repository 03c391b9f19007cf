import type { ChipTiming } from '../../../sim/targets/neuromorphic/spike-recipe.ts';

/** Loihi's limits and times, without reading the profile. */
export const loihi: ChipTiming = {
  limits: {
    cores: 128,
    coresPerTile: 4,
    meshHeight: 4,
    compartmentsPerCore: 1024,
    axonsInPerCore: 4096,
    axonsOutPerCore: 4096,
    synapseMemoryBytesPerCore: 131072,
  },
  times: {
    accessPs: 6000,
    updatePs: 3700,
    spikePs: 30000,
    messageOutPs: 5100,
    messageInPs: 16000,
    synapsePs: { conv: 3100, sparse: 4700, dense: 3800 },
  },
};
