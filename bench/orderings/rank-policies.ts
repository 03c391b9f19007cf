import { simulateCell } from '../../sim/scenario/simulate/simulate-cell.ts';
import type { RunResult } from '../../sim/score/run-result.ts';
import { scoreCell } from '../../sim/score/score-cell.ts';
import { openCameraCell } from './open-camera-cell.ts';

/** One policy on one target. */
export interface RankedCell {
  /** Energy above idle over that of dense. */
  readonly overDense: number;
  /** 1 is the cheapest; policies of the same energy share the better rank. */
  readonly rank: number;
  readonly realisation: number | null;
}

/** Policies by target. */
export interface RankedPolicies {
  readonly targets: readonly string[];
  readonly rows: readonly { readonly policy: string; readonly cells: readonly (RankedCell | null)[] }[];
}

const policies = ['dense', 'best-static', 'activation-gate', 'deadline-controller', 'confidence-refinement'];
const targets = [
  ['nucleo-u575zi-q', 'sparsewatt-4x1'],
  ['a100', 'sparsewatt-4x1'],
  ['loihi-1', 'nxsdk-rate16'],
] as const;

/** Ranks the same policies on a microcontroller, a GPU and a neuromorphic chip, by energy above idle. */
export async function rankPolicies(horizonS?: number): Promise<RankedPolicies> {
  const columns: (readonly RunResult[])[] = [];
  for (const [target, runtime] of targets) {
    const cell = await openCameraCell(target, runtime);
    const input = { ...cell.input, ...(horizonS ? { horizonS } : {}), policies };
    const run = simulateCell(input, cell.target, cell.reference, cell.networks, cell.built);
    columns.push(scoreCell(run).results);
  }
  const rows = policies.map((policy) => ({
    policy,
    cells: columns.map((results): RankedCell | null => {
      const joules = (of: string) =>
        results.find((row) => row.policy === of)?.marginalEnergyPerInferenceJ ?? null;
      const own = joules(policy);
      const dense = joules('dense');
      if (own === null || dense === null) return null;
      const cheaper = policies.filter((other) => (joules(other) ?? Number.POSITIVE_INFINITY) < own * 0.999);
      const { realisationRatio } = results.find((row) => row.policy === policy)!;
      return { overDense: own / dense, rank: cheaper.length + 1, realisation: realisationRatio };
    }),
  }));
  return { targets: targets.map(([target]) => target), rows };
}
