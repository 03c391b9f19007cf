import { stringify } from 'yaml';
import type { GreenRow } from '../green/schema/green-row-schema.ts';
import { tellingRows } from './headline-rows.ts';
import type { ReportFormat } from './report-format.ts';

const builtin = (method: string, config: object, extra: object = {}) => ({
  path: 'builtin',
  method,
  config,
  ...extra,
});

/** Every parameter that is aggregated must say how, or Impact Framework silently takes the last row. */
const parameter = (description: string, unit: string, method: 'sum' | 'avg' | 'none') => ({
  description,
  unit,
  'aggregation-method': { time: method, component: method },
});

/**
 * `manifest.if.yaml` for Impact Framework (`@grnsft/if` 1.1): the telling rows with the energy of their parts as inputs, so
 * that `if-run` computes carbon and SCI with arithmetic that is not ours. Rows are alternatives: their sum over the tree
 * means nothing, so only the score of each is.
 */
export const impactFramework: ReportFormat = (report) => {
  const pipeline = ['sum-energy', 'operational', 'sum-carbon', 'sci'];
  const node = (row: GreenRow) => {
    const byCause = new Map<string, number>();
    for (const part of row.components) byCause.set(part.cause, (byCause.get(part.cause) ?? 0) + part.energyJ);
    const causes = [...byCause];
    return {
      pipeline: {
        compute: [
          `sum-energy ${causes
            .map(([cause]) => cause)
            .sort()
            .join(' ')}`,
          ...pipeline.slice(1),
        ],
      },
      inputs: [
        {
          timestamp: report.createdAt,
          duration: Math.max(1, Math.round(row.durationS)),
          ...Object.fromEntries(
            causes.map(([cause, joules]) => [`energy/${cause}`, (joules / 3_600_000) * report.pue.value]),
          ),
          'grid/intensity': row.gCO2ePerKwh,
          'carbon/embodied': (row.embodied?.value ?? 0) * row.inferences,
          inferences: row.inferences,
        },
      ],
    };
  };
  const rows = tellingRows(report);
  const causeSets = new Set(
    rows.map((row) => [...new Set(row.components.map(({ cause }) => cause))].sort().join(' ')),
  );
  const causes = [...new Set(rows.flatMap((row) => row.components.map(({ cause }) => cause)))].sort();
  const manifest = {
    name: `sparsewatt ${report.scenario.name}`,
    description: `${report.scenario.title}. All energies are modelled by sparsewatt ${report.simulatedBy.version}; ${report.grid.attribution}. Rows without embodied emissions enter them as 0 here because the format has no "not assessed".`,
    tags: { kind: 'simulated', complexity: 'moderate', category: 'edge' },
    initialize: {
      plugins: {
        ...Object.fromEntries(
          [...causeSets].map((set) => [
            `sum-energy ${set}`,
            builtin('Sum', {
              'input-parameters': set.split(' ').map((cause) => `energy/${cause}`),
              'output-parameter': 'energy',
            }),
          ]),
        ),
        operational: builtin('Multiply', {
          'input-parameters': ['energy', 'grid/intensity'],
          'output-parameter': 'carbon/operational',
        }),
        'sum-carbon': builtin('Sum', {
          'input-parameters': ['carbon/operational', 'carbon/embodied'],
          'output-parameter': 'carbon',
        }),
        sci: builtin(
          'Sci',
          { 'functional-unit': 'inferences' },
          {
            'parameter-metadata': {
              outputs: { sci: parameter('software carbon intensity', 'gCO2e/inference', 'none') },
            },
          },
        ),
      },
    },
    tree: {
      children: Object.fromEntries(rows.map((row) => [row.id.replaceAll('.', '_'), node(row)])),
    },
  };
  const metadata = {
    inputs: {
      ...Object.fromEntries(
        causes.map((cause) => [`energy/${cause}`, parameter(`energy spent on ${cause}`, 'kWh', 'sum')]),
      ),
      'grid/intensity': parameter('carbon intensity of the grid', 'gCO2e/kWh', 'avg'),
      'carbon/embodied': parameter('embodied carbon of the reserved time', 'gCO2e', 'sum'),
      inferences: parameter('completed requests', 'inference', 'sum'),
    },
  };
  const [firstSum] = Object.keys(manifest.initialize.plugins);
  const plugins = manifest.initialize.plugins as Record<string, object>;
  if (firstSum) plugins[firstSum] = { ...plugins[firstSum], 'parameter-metadata': metadata };
  return [{ name: 'manifest.if.yaml', content: stringify(manifest, { lineWidth: 0 }) }];
};
