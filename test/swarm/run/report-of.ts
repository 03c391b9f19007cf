import { conclude } from '../../../sim/report/conclude.ts';
import { concludeTransfer } from '../../../sim/report/conclude-transfer.ts';
import type { RunReport } from '../../../sim/report/run-report.ts';
import { resultHash } from '../../../sim/scenario/result-hash.ts';
import { summariseNetworks } from '../../../sim/scenario/summarise-networks.ts';
import { transferScores } from '../../../sim/score/transfer-scores.ts';
import type { OutcomeTable } from '../../../sim/sparsity/outcome-table.ts';
import type { SwarmScenario } from '../draw-scenario.ts';
import type { SwarmCell } from './swarm-outcome.ts';

/** The document of a scenario, put together as `runScenario` does. */
export function reportOf(scenario: SwarmScenario, cells: readonly SwarmCell[]): RunReport {
  const scores = cells.map(({ score }) => score);
  const answers = scores.map(({ cell, results, references, records }) => ({
    cell,
    results,
    pilots: references.pilots,
    integers: records.map((record) => Object.values(record).join(' ')),
  }));
  const summaries = scores.map(({ cell }) => cell);
  const results = scores.flatMap((score) => score.results);
  const transfers = transferScores(answers);
  const obtained = (table: OutcomeTable) => ({ table, origin: 'measured' as const, file: null });
  return {
    schemaVersion: '1.0',
    tool: { name: 'sparsewatt', version: '0.0.0' },
    reproduce: `npm run swarm -- --runs 1 --seed ${scenario.seed}`,
    seed: scenario.seed,
    resultHash: resultHash(answers),
    scenario: {
      name: 'swarm',
      title: 'A drawn scenario',
      file: 'drawn',
      hash: 'drawn',
      data: 'drawn',
      horizonS: scenario.groups[0]!.inputs[0]!.horizonS,
      pairedSeeds: scenario.pairedSeeds,
      accuracyFloor: scenario.accuracyFloor,
      missBudget: scenario.missBudget,
      gridZone: 'FR',
      gridYear: 2024,
    },
    networks: summariseNetworks(
      scenario.networks.map(({ id, role, network, validation, test }) => ({
        role: role as Exclude<typeof role, 'ladder-point'>,
        name: id,
        file: `${id}.onnx`,
        network,
        validation: obtained(validation),
        test: obtained(test),
        clean: obtained(test),
        int8: null,
      })),
    ),
    liveChecks: [],
    backendChecks: [],
    conclusions: [...conclude(summaries, results), ...concludeTransfer(transfers)],
    cells: summaries,
    results,
    transfers,
    warnings: [],
  };
}
