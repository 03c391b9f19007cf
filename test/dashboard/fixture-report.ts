import { rankResults } from '../../sim/report/rank-results.ts';
import type { CellSummary, RunReport, RunResult } from '../../sim/report/run-report.ts';
import type { SimulatedCell } from '../../sim/session/questions.ts';
import type { TargetClass } from '../../sim/targets/target.ts';

// Numbers of a made-up run: they are of a plausible size and claim nothing.

const policies = [
  'dense',
  'static-L1',
  'static-L2',
  'static-L3',
  'best-static',
  'random',
  'activation-gate',
  'deadline-controller',
  'confidence-refinement',
  'battery-aware',
] as const;

const targets: readonly (readonly [id: string, targetClass: TargetClass, energyJ: number])[] = [
  ['xeon-8380', 'server-cpu', 0.31],
  ['a100', 'server-gpu', 0.52],
  ['jetson-agx-orin', 'edge-gpu', 0.034],
  ['nucleo-l4r5zi', 'mcu', 0.0124],
  ['nucleo-u575zi-q', 'mcu', 0.0087],
  ['loihi-1', 'neuromorphic', 0.00042],
  ['mcu-wakes-orin', 'system', 0.021],
];

function result(cell: CellSummary, policy: string, at: number, energyJ: number): RunResult {
  const fits = !(cell.target === 'nucleo-l4r5zi' && policy === 'dense');
  const energyPerInferenceJ = energyJ * (1 - 0.05 * at);
  const accuracy = 0.979 - 0.0022 * at;
  const p95 = cell.deadlineMs * (0.95 - 0.04 * at);
  const row = {
    target: cell.target,
    targetClass: cell.targetClass,
    runtime: cell.runtime,
    estimated: cell.estimated,
    denseLoad: cell.denseLoad,
    deadlineMs: cell.deadlineMs,
    policy,
    fits,
    refusal: fits ? null : { layer: 'conv3', memory: 'sram', neededBytes: 812_544, availableBytes: 655_360 },
  };
  const measures = {
    requests: 45_000,
    latencyP50Ms: p95 / 1.7,
    latencyP95Ms: p95,
    latencyP99Ms: p95 * 1.2,
    energyPerInferenceJ,
    energyPerInferenceLowJ: energyPerInferenceJ * 0.8,
    energyPerInferenceHighJ: energyPerInferenceJ * 1.3,
    marginalEnergyPerInferenceJ: energyPerInferenceJ * 0.7,
    energyPerCorrectJ: energyPerInferenceJ / accuracy,
    energyByCauseJ: { compute: energyPerInferenceJ * 0.7, idle: energyPerInferenceJ * 0.3 },
    meanPowerW: energyPerInferenceJ * 12,
    peakMemoryBytes: 312_000 - 20_000 * at,
    accuracy,
    accuracyLow: accuracy - 0.003,
    accuracyHigh: accuracy + 0.003,
    accuracyFrom: 'fp32',
    deadlineMissShare: 0.002 * at,
    floorMet:
      accuracy > 0.97 ? ('met' as const) : accuracy > 0.96 ? ('undecided' as const) : ('not met' as const),
    missesWithinBudget: 0.002 * at <= 0.01,
    regretJ: energyPerInferenceJ * 0.1,
    regret: 0.9 - 0.08 * at,
    priceOfStatic: 0.12,
    staticFeasible: true,
    switches: at * 10,
    pareto: at % 3 === 0,
    realisationRatio: 0.8,
  };
  if (fits) return { ...row, ...measures };
  const nulls = Object.fromEntries(Object.keys(measures).map((key) => [key, null]));
  return { ...row, ...(nulls as { [Key in keyof typeof measures]: null }) };
}

function simulate(cell: CellSummary, energyJ: number): SimulatedCell {
  const results = policies.map((policy, at) => result(cell, policy, at, energyJ));
  const best = rankResults(results)[0]!;
  return { cell: { ...cell, bestPolicy: best.policy }, results };
}

/** What a simulation of the cell at another deadline answers: energy falls as the deadline grows. */
export function fixtureAnswer(cell: CellSummary, deadlineMs: number): SimulatedCell {
  const energyJ = targets.find(([id]) => id === cell.target)![2];
  const scale = Math.sqrt(cell.deadlineMs / deadlineMs);
  return simulate({ ...cell, deadlineMs }, energyJ * scale * (cell.estimated ? 1 : 1.4));
}

/** A report of seven targets, each with two runtimes and one or two loads. */
export function fixtureReport(): RunReport {
  const cells: CellSummary[] = [];
  const results: RunResult[] = [];
  for (const [target, targetClass, energyJ] of targets)
    for (const runtime of ['vendor-dense', 'sparsewatt-4x1'])
      for (const denseLoad of [0.3, 0.8]) {
        const cell: CellSummary = {
          target,
          targetName: `Board ${target}`,
          targetClass,
          runtime,
          grade: runtime === 'vendor-dense' ? 'measured' : 'estimated',
          estimated: runtime !== 'vendor-dense',
          boundary: 'board',
          validated: { latency: true, energy: targetClass !== 'server-cpu' },
          latencyInterval: { low: 0.8, central: 1, high: 1.3 },
          energyInterval: { low: 0.8, central: 1, high: 1.3 },
          denseLoad,
          activeShare: 0.05,
          requestsPerSecond: 12.5,
          denseServiceMs: 33.3,
          deadlineFactor: 1.5,
          deadlineMs: 50,
          fits: true,
          refusal: null,
          bestPolicy: null,
          bestStatic: 'static-L2',
          staticFeasible: true,
          priceOfStatic: runtime === 'vendor-dense' ? 0.01 : 0.12,
          boundPerInferenceJ: energyJ * 0.4,
          clairvoyantPerInferenceJ: energyJ * 0.45,
          clairvoyantAccuracy: 0.99,
          notes: [],
        };
        const simulated = simulate(cell, energyJ * (runtime === 'vendor-dense' ? 1.4 : 1));
        cells.push(simulated.cell);
        results.push(...simulated.results);
      }
  return {
    schemaVersion: '1.0',
    tool: { name: 'sparsewatt', version: '0.0.0' },
    reproduce: 'sparsewatt run fixture.yaml --seed 7',
    seed: 7,
    resultHash: '0123456789abcdef'.repeat(4),
    scenario: {
      name: 'fixture',
      title: 'Fixture scenario',
      file: 'fixture.yaml',
      hash: 'f'.repeat(64),
      data: 'made up',
      horizonS: 3600,
      pairedSeeds: 5,
      accuracyFloor: 0.965,
      missBudget: 0.01,
      gridZone: 'FR',
      gridYear: 2025,
    },
    networks: [],
    liveChecks: [],
    backendChecks: [],
    conclusions: [],
    cells,
    results,
    transfers: [],
    warnings: [],
  };
}
