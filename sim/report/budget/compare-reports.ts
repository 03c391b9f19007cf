import { gridPeriod } from '../green/grid-period.ts';
import type { GreenReport } from '../green/schema/green-report-schema.ts';

/** A field in which two reports differ. */
export interface Difference {
  readonly field: string;
  readonly before: string;
  readonly now: string;
}

function fieldsOf(report: GreenReport, target: string): ReadonlyMap<string, string> {
  const { grid, pue } = report;
  const making = report.rows.find((row) => row.target === target)?.embodiedShare;
  const hash = (name: string, file?: string) =>
    report.inputs
      .filter((input) => input.name === name && (file === undefined || input.file === file))
      .map(({ sha256 }) => sha256.slice(0, 12))
      .join(' ');
  return new Map([
    ['functional unit R', report.functionalUnit],
    ['tool version', report.tool.version],
    ['version that simulated', report.simulatedBy.version],
    ['scenario', hash('scenario')],
    ['seed and repetitions', `${report.seed}, ${report.pairedSeeds}`],
    [`profile of ${target}`, hash('hardware profile', target)],
    ['grid', `${grid.zone} ${gridPeriod(grid)}, ${grid.gCO2ePerKwh} gCO2e/kWh, ${grid.kind}`],
    ['PUE', String(pue.value)],
    [
      'embodied',
      making
        ? `${making.totalG} gCO2e over ${making.lifetimeS} s, share ${making.resourceShare}`
        : 'not assessed',
    ],
  ]);
}

/** Fields of method in which two reports differ: where there is one, their figures must not be compared. */
export function methodDifferences(
  before: GreenReport,
  now: GreenReport,
  target: string,
): readonly Difference[] {
  const old = fieldsOf(before, target);
  return [...fieldsOf(now, target)].flatMap(([field, value]) =>
    old.get(field) === value ? [] : [{ field, before: old.get(field) ?? 'absent', now: value }],
  );
}

/** Inputs that changed between two reports: what a change of the figures may come from. */
export function inputDifferences(before: GreenReport, now: GreenReport): readonly Difference[] {
  const key = ({ name, file }: { name: string; file: string }) => `${name} ${file}`;
  const old = new Map(before.inputs.map((input) => [key(input), input.sha256]));
  const present = new Set(now.inputs.map(key));
  const short = (commit: string) => commit.replace(/^([0-9a-f]{12})[0-9a-f]+/, '$1');
  const was = short(before.simulatedBy.commit);
  const is = short(now.simulatedBy.commit);
  return [
    ...(was === is ? [] : [{ field: 'commit of the simulator', before: was, now: is }]),
    ...now.inputs.flatMap((input) => {
      const was = old.get(key(input));
      return was === input.sha256
        ? []
        : [{ field: key(input), before: was?.slice(0, 12) ?? 'absent', now: input.sha256.slice(0, 12) }];
    }),
    ...[...old].flatMap(([field, was]) =>
      present.has(field) ? [] : [{ field, before: was.slice(0, 12), now: 'absent' }],
    ),
  ];
}
