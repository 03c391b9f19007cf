import type { RunReport } from '../report/run-report.ts';
import type { Scenario } from './load-scenario.ts';
import type { RunOptions } from './run-scenario.ts';

type Named = Pick<RunOptions, 'seed' | 'targets' | 'policyFlags' | 'version' | 'commit'>;

function reproduceLine(scenario: Scenario, seed: number, options: Named): string {
  const targets = options.targets ? ` --target ${options.targets.join(',')}` : '';
  const policies = (options.policyFlags ?? []).map((flag) => ` ${flag}`).join('');
  return `sparsewatt run ${scenario.file} --seed ${seed}${targets}${policies}  # version ${options.version}`;
}

/** The document of a run as it is before anything was simulated: who, what and how; every list is empty. */
export function startReport(scenario: Scenario, options: Named): RunReport {
  const { value } = scenario;
  const seed = options.seed ?? value.seed;
  return {
    schemaVersion: '1.0',
    tool: {
      name: 'sparsewatt',
      version: options.version,
      ...(options.commit === undefined ? {} : { commit: options.commit }),
    },
    reproduce: reproduceLine(scenario, seed, options),
    seed,
    resultHash: '',
    scenario: {
      name: value.name,
      title: value.title,
      file: scenario.file,
      hash: scenario.hash,
      data: value.data,
      horizonS: value.horizonS,
      pairedSeeds: value.pairedSeeds,
      accuracyFloor: value.objective.accuracyFloor,
      missBudget: value.objective.missBudget,
      gridZone: value.grid.zone,
      gridYear: value.grid.year,
      ...(scenario.gridHourly ? { gridHourly: scenario.gridHourly } : {}),
    },
    networks: [],
    liveChecks: [],
    backendChecks: [],
    conclusions: [],
    cells: [],
    results: [],
    transfers: [],
    warnings: [],
  };
}
