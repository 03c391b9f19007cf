import type { CellSummary } from '../run-report.ts';
import type { Assumptions } from './assess-row.ts';
import type { Coefficient } from './schema/context-schema.ts';
import type { Grid } from './schema/grid-schema.ts';

const gradeTag = (grade: CellSummary['grade']): Coefficient['tag'] =>
  grade === 'measured' ? 'measured' : grade === 'estimated' || grade === 'fitted' ? 'modelled' : 'sourced';

/** Every number that the scores were computed from and that is not itself a result. */
export function coefficientsOf(
  cells: readonly CellSummary[],
  grid: Grid,
  { pue, embodied, water }: Assumptions,
): Coefficient[] {
  const user = { year: null, licence: 'as its source says' };
  const seen = new Set<string>();
  const models = cells.flatMap((cell): Coefficient[] => {
    const name = `energy model of ${cell.target}, ${cell.runtime}`;
    if (seen.has(name)) return [];
    seen.add(name);
    return [
      {
        name,
        description: `factor on the energy at work (of the first runtime of a target: at rest too); the speed under this runtime is ${cell.grade}`,
        value: 1,
        low: cell.energyInterval.low,
        high: cell.energyInterval.high,
        unit: '1',
        tag: gradeTag(cell.grade),
        source: `hardware-profiles (${cell.target}), interval of the energy model; sparsewatt profiles and docs/validation.md`,
        ...user,
      },
    ];
  });
  const making = [...embodied].flatMap(([target, { totalG, lifetimeS, resourceShare }]): Coefficient[] => [
    {
      name: `TE of ${target}`,
      description: 'emissions of making the device',
      ...{ value: totalG.value, low: totalG.low, high: totalG.high, unit: 'gCO2e' },
      tag: 'sourced',
      source: totalG.source,
      ...user,
    },
    {
      name: `EL of ${target}`,
      description: `expected lifespan; share of the device RR/ToR ${resourceShare}`,
      ...{ value: lifetimeS.value, low: lifetimeS.low, high: lifetimeS.high, unit: 's' },
      tag: 'sourced',
      source: lifetimeS.source,
      ...user,
    },
  ]);
  const site = (name: string, description: string, unit: string, x: typeof pue): Coefficient => ({
    name,
    description,
    ...{ value: x.value, low: x.low, high: x.high, unit },
    tag: 'sourced',
    source: x.source,
    ...user,
  });
  return [
    {
      name: 'I',
      description: `${grid.kind} intensity of ${grid.zone} (${grid.zoneName}), ${grid.scope}, ${grid.basis}`,
      value: grid.gCO2ePerKwh,
      low: grid.low,
      high: grid.high,
      unit: 'gCO2e/kWh',
      tag: 'sourced',
      source: grid.attribution,
      year: grid.year,
      licence: grid.licence,
    },
    site('PUE', 'energy of the facility over that of the equipment', '1', pue),
    ...(water
      ? [
          site('WUE on site', 'water per energy of the equipment', 'L/kWh', water.onSite),
          site('WUE off site', 'water of generation per energy of the facility', 'L/kWh', water.offSite),
        ]
      : []),
    ...making,
    ...models,
  ];
}
