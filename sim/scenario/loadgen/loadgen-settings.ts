/** The four ways in which MLPerf's LoadGen sends queries. */
export type LoadgenMode = 'single-stream' | 'multi-stream' | 'server' | 'offline';

export const loadgenModes: readonly LoadgenMode[] = ['single-stream', 'multi-stream', 'server', 'offline'];

/** What LoadGen holds fixed in a mode. */
export interface LoadgenSettings {
  readonly title: string;
  readonly samplesPerQuery: number;
  /** Percentile of the latency that the mode reports or bounds, as a share; null: none. */
  readonly percentile: number | null;
  readonly leastQueries: number;
  readonly leastDurationS: number;
}

/**
 * Constants of loadgen/mlperf.conf and loadgen/test_settings.h of github.com/mlcommons/inference at 001712e: 600 s in
 * every mode, 8 samples a query and 662 queries in MultiStream. The 24,576 samples of Offline are those of a data set
 * that has as many; where it has fewer, as many as it has.
 */
export const loadgenSettings: Readonly<Record<LoadgenMode, LoadgenSettings>> = {
  'single-stream': {
    title: 'SingleStream',
    samplesPerQuery: 1,
    percentile: 0.9,
    leastQueries: 100,
    leastDurationS: 600,
  },
  'multi-stream': {
    title: 'MultiStream',
    samplesPerQuery: 8,
    percentile: 0.99,
    leastQueries: 662,
    leastDurationS: 600,
  },
  server: { title: 'Server', samplesPerQuery: 1, percentile: 0.99, leastQueries: 100, leastDurationS: 600 },
  offline: {
    title: 'Offline',
    samplesPerQuery: 1,
    percentile: null,
    leastQueries: 24_576,
    leastDurationS: 600,
  },
};

/** Latency bound of Server where a benchmark sets none, ms (mlperf.conf `*.Server.target_latency`). */
export const serverLatencyMs = 10;

/**
 * LoadGen's seeds of the schedule and of the sample indices (mlperf.conf), their low 32 bits. LoadGen draws from the
 * Mersenne twister of the C++ library with the whole seeds, here the draws are the engine's own: the distributions are
 * those of LoadGen, its sequences are not. Its third seed picks the samples in memory, which here are all of the table.
 */
export const loadgenSeeds = {
  schedule: Number(18_209_322_760_996_052_031n & 0xffffffffn),
  sampleIndex: Number(14_771_362_308_971_278_857n & 0xffffffffn),
} as const;
