import { gridPeriod } from './grid-period.ts';
import type { ChecklistItem } from './schema/context-schema.ts';
import type { GreenReport } from './schema/green-report-schema.ts';
import type { GreenRow } from './schema/green-row-schema.ts';

const within = (a: number, b: number, tolerance: number) => Math.abs(a - b) <= tolerance * Math.abs(b);

/** Whether the parts of every row sum to its score, to a billionth. */
function sums({ operational, embodied, sci, components }: GreenRow): boolean {
  const parts = components.reduce((sum, part) => sum + part.perInferenceG, 0);
  return within(parts, operational.value, 1e-9) && within(parts + (embodied?.value ?? 0), sci.value, 1e-9);
}

/** The checklist of the SCI report template, executed on a report; an item that does not hold says what is missing. */
export function checklistOf(report: Omit<GreenReport, 'checklist'>): ChecklistItem[] {
  const { accountable, rows, boundary, coefficients, grid, claims } = report;
  const item = (what: string, holds: boolean, found: string, missing: string): ChecklistItem => ({
    item: what,
    holds,
    found: holds ? found : missing,
  });
  const named = accountable.person !== '' && accountable.contact !== '';
  const broken = rows.filter((row) => !sums(row)).map((row) => row.id);
  const outside = rows.filter(
    ({ sci, sciBounds }) => sci.low < sciBounds.low * (1 - 1e-9) || sci.high > sciBounds.high * (1 + 1e-9),
  );
  const unsourced = coefficients.filter(({ source }) => source.trim() === '').map(({ name }) => name);
  const unlicensed = coefficients.filter(({ licence }) => licence.trim() === '').map(({ name }) => name);
  return [
    item(
      'A score with its unit',
      rows.length > 0,
      `${rows.length} rows, gCO2e per inference`,
      'no policy fits any target',
    ),
    item(
      'One functional unit throughout, with its reason',
      report.functionalUnitWhy !== '',
      'R = inference',
      'no reason',
    ),
    item(
      'Software boundary: what is included and excluded, and why',
      [...boundary.included, ...boundary.excluded].every(({ why }) => why !== ''),
      `${boundary.included.length} included, ${boundary.excluded.length} excluded`,
      'a component has no reason',
    ),
    item(
      'Components sum to the score',
      broken.length === 0,
      'to 1e-9 in every row',
      `not in ${broken.slice(0, 3).join(', ')}`,
    ),
    item(
      'Energy of reserved but idle hardware is included',
      rows.every((row) => row.components.some(({ cause }) => ['idle', 'sleep', 'static'].includes(cause))),
      'idle, sleep or static energy in every row',
      'a row has none',
    ),
    item(
      'Location-based intensity; average or marginal is stated',
      grid.basis === 'location-based' && grid.attribution !== '' && grid.kind !== 'not stated',
      `${grid.kind}, ${grid.zone} ${gridPeriod(grid)}`,
      grid.kind === 'not stated'
        ? 'average or marginal is not stated: say which in a comment of the CSV'
        : 'the intensity has no source',
    ),
    item('No market-based measures, offsets or neutrality', true, 'none is used', ''),
    item(
      'Embodied emissions are assessed, or said not to be',
      rows.every((row) => row.embodied === null || row.embodied.value > 0),
      `${rows.filter((row) => row.embodied).length} of ${rows.length} rows assessed, the others say "not assessed"`,
      'a row has 0',
    ),
    item(
      'Every coefficient has a source',
      unsourced.length === 0,
      `${coefficients.length} coefficients`,
      `none for ${unsourced.join(', ')}`,
    ),
    item(
      'Every data table has a licence',
      unlicensed.length === 0,
      'stated',
      `none for ${unlicensed.join(', ')}`,
    ),
    item(
      'Every number is tagged sourced, measured or modelled',
      rows.every(({ sci }) => sci.tag === 'modelled'),
      'all results are modelled',
      'a row has another tag',
    ),
    item(
      'Intervals: Monte Carlo lies within interval arithmetic',
      outside.length === 0,
      `${report.draws} draws, 90%`,
      `not in ${outside
        .slice(0, 3)
        .map(({ id }) => id)
        .join(', ')}`,
    ),
    item(
      'Baselines by the identical method',
      claims.every((claim) => claim.saving === null || claim.sameMethod.every(({ equal }) => equal)),
      `${claims.filter((claim) => claim.saving).length} comparisons`,
      'a comparison mixes methods',
    ),
    item(
      'Utility beside the saving: accuracy and latency',
      rows.every((row) => row.accuracy !== null && row.latencyP95Ms !== null),
      'in every row',
      'a row has none',
    ),
    item(
      'Accountable person and contact',
      named,
      `${accountable.person} (${accountable.contact})`,
      'blank: give `accountable` in --settings before publishing',
    ),
    item(
      'Date of calculation and span',
      report.createdAt !== '',
      `${report.createdAt}, ${report.scenario.horizonS} s a seed`,
      'no date',
    ),
  ];
}
