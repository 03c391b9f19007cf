import type { CellSummary, RunReport, RunResult } from '../../sim/report/run-report.ts';

const row = (policy: string, energyMj: number, more: Partial<RunResult> = {}): RunResult => ({
  target: 'nucleo-u575zi-q',
  targetClass: 'mcu',
  runtime: 'sparsewatt-4x1',
  estimated: true,
  denseLoad: 0.8,
  deadlineMs: 120,
  policy,
  fits: true,
  refusal: null,
  requests: 120_000,
  latencyP50Ms: 31.2,
  latencyP95Ms: 64.5,
  latencyP99Ms: 99.96,
  energyPerInferenceJ: energyMj / 1000,
  energyPerInferenceLowJ: (energyMj * 0.99) / 1000,
  energyPerInferenceHighJ: (energyMj * 1.01) / 1000,
  marginalEnergyPerInferenceJ: (energyMj * 0.8) / 1000,
  energyPerCorrectJ: (energyMj * 1.03) / 1000,
  energyByCauseJ: { compute: 100, idle: 20 },
  meanPowerW: 0.0361,
  peakMemoryBytes: 612_000,
  accuracy: 0.9712,
  accuracyLow: 0.9704,
  accuracyHigh: 0.972,
  accuracyFrom: 'fp32',
  deadlineMissShare: 0.0012,
  floorMet: 'met',
  missesWithinBudget: true,
  regretJ: 0.0001,
  regret: 0.31,
  priceOfStatic: 0.12,
  staticFeasible: true,
  switches: 1500,
  pareto: false,
  realisationRatio: 0.8,
  ...more,
});

const cell = (more: Partial<CellSummary> = {}): CellSummary => ({
  target: 'nucleo-u575zi-q',
  targetName: 'ST NUCLEO-U575ZI-Q',
  targetClass: 'mcu',
  runtime: 'sparsewatt-4x1',
  grade: 'estimated',
  estimated: true,
  boundary: 'board',
  validated: { latency: true, energy: false },
  latencyInterval: { low: 0.7, central: 1, high: 1.6 },
  energyInterval: { low: 0.6, central: 1, high: 1.8 },
  denseLoad: 0.8,
  activeShare: 1,
  requestsPerSecond: 10.1,
  denseServiceMs: 80,
  deadlineFactor: 1.5,
  deadlineMs: 120,
  fits: true,
  refusal: null,
  bestPolicy: 'confidence-refinement',
  bestStatic: 'L3',
  staticFeasible: true,
  priceOfStatic: 0.12,
  boundPerInferenceJ: 0.0031,
  clairvoyantPerInferenceJ: 0.0034,
  clairvoyantAccuracy: 0.99,
  notes: [],
  ...more,
});

const refusal = { layer: 'conv3', memory: 'flash', neededBytes: 700_000, availableBytes: 640_000 };

const empty = Object.fromEntries(
  [
    'requests latencyP50Ms latencyP95Ms latencyP99Ms energyPerInferenceJ energyPerInferenceLowJ',
    'energyPerInferenceHighJ marginalEnergyPerInferenceJ energyPerCorrectJ energyByCauseJ meanPowerW peakMemoryBytes',
    'accuracy accuracyLow accuracyHigh accuracyFrom deadlineMissShare floorMet missesWithinBudget regretJ regret',
    'priceOfStatic staticFeasible switches pareto realisationRatio',
  ]
    .join(' ')
    .split(' ')
    .map((key) => [key, null]),
) as Partial<RunResult>;

/** A small run: one cell with rows of every standing, one cell that does not fit. */
export function sampleReport(): RunReport {
  const small = { target: 'tiny', runtime: 'dense-int8', estimated: false } as const;
  return {
    schemaVersion: '1.0',
    tool: { name: 'sparsewatt', version: '0.1.0' },
    reproduce: 'sparsewatt run scenarios/smart-camera.yaml --seed 1  # sparsewatt 0.1.0',
    seed: 1,
    resultHash: 'ab'.repeat(32),
    scenario: {
      name: 'smart-camera',
      title: 'Smart camera',
      file: 'scenarios/smart-camera.yaml',
      hash: 'cd'.repeat(32),
      data: 'degraded-mnist',
      horizonS: 3600,
      pairedSeeds: 5,
      accuracyFloor: 0.965,
      missBudget: 0.01,
      gridZone: 'DE',
      gridYear: 2025,
    },
    networks: [
      {
        name: 'digits-ladder',
        role: 'ladder-level',
        file: 'scenarios/models/digits-ladder.onnx',
        networkHash: 'ef'.repeat(32),
        point: 'L3',
        sparsity: 0.85,
        activeMacs: 1_230_000,
        activeWeights: 45_000,
        cleanAccuracy: { value: 0.994, low: 0.992, high: 0.9955 },
        degradedAccuracy: { value: 0.975, low: 0.9718, high: 0.9779 },
        validationAccuracy: 0.9747,
        int8: {
          cleanAccuracy: { value: 0.9939, low: 0.9919, high: 0.9954 },
          degradedAccuracy: { value: 0.9745, low: 0.9712, high: 0.9774 },
          validationAccuracy: 0.974,
        },
      },
    ],
    liveChecks: [{ network: 'digits-ladder', images: 1000, points: 14, mismatches: 0, tables: 'shipped' }],
    backendChecks: [],
    conclusions: [
      { text: 'Sparsity saves energy on the microcontroller.', holdsCentrally: true, survivesLowEnd: false },
    ],
    cells: [
      cell(),
      cell({ ...small, grade: 'measured', fits: false, refusal, bestPolicy: null, bestStatic: null }),
    ],
    results: [
      row('dense', 9.87, {
        regret: 7.1,
        floorMet: 'met',
        deadlineMissShare: 0.021,
        missesWithinBudget: false,
      }),
      row('best-static', 4.4, { regret: 1 }),
      row('confidence-refinement', 4.31, { pareto: true }),
      row('static-L6', 1.2, { accuracy: 0.93, accuracyLow: 0.929, accuracyHigh: 0.931, floorMet: 'not met' }),
      row('dense', 0, { ...empty, ...small, fits: false, refusal }),
    ],
    transfers: [],
    warnings: ['one warning'],
  };
}
