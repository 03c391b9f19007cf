import { absent, formatSi } from '../../format-quantity.ts';
import { gridPeriod } from '../../green/grid-period.ts';
import type { GreenReport } from '../../green/schema/green-report-schema.ts';
import { fleetColumns } from '../fleet-columns.ts';
import { headlineRows, rowsOf, tellingRows } from '../headline-rows.ts';
import { numberText } from '../number-text.ts';
import { changeText, conclusionText, savingRange, simulatorText } from '../plain-words.ts';
import { rowColumns } from '../row-columns.ts';
import { escapeHtml } from './escape-html.ts';
import { tableHtml } from './table-html.ts';

const list = (items: readonly string[]): string =>
  `<ul class="plain">${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;

/** Every target's claim as a table. */
export function targetsTable(report: GreenReport): string {
  const rows = report.claims.map((claim) => {
    const { subject } = rowsOf(report, claim);
    const { saving } = claim;
    return [
      claim.targetName,
      subject.policy,
      `${subject.runtime}${subject.speedEstimated ? ' (est.)' : ''}`,
      formatSi(subject.sci.value, 'g'),
      saving ? changeText(saving.value) : absent,
      saving ? savingRange(saving) : claim.verdict,
      claim.confidence,
    ];
  });
  return tableHtml(
    'Best policy of every target',
    [
      'target',
      'best policy',
      'runtime',
      'CO2e per inference',
      'against dense',
      '90% range',
      'its energy model',
    ],
    'lllrrrl',
    rows,
  );
}

/** Energy, carbon, accuracy and latency of the telling rows. */
export function rowsTable(report: GreenReport): string {
  return tableHtml(
    'Energy and carbon per inference',
    rowColumns.map(({ title }) => title),
    rowColumns.map(({ align }) => align).join(''),
    tellingRows(report).map((row) => rowColumns.map(({ text }) => text(row))),
  );
}

/** The fleet, or nothing. */
export function fleetSection(report: GreenReport): string {
  const { fleet } = report;
  if (!fleet) return '';
  const lead = headlineRows(report)?.claim.target;
  const mixed = fleet.rows.some((row) => row.region === 'mix');
  // All regions of the headline, of the others the mix: the rest is in report.json.
  const shown = fleet.rows.filter((row) => row.claim === lead || !mixed || row.region === 'mix');
  const { devices, inferencesPerDeviceDay, years } = fleet;
  return `<section aria-labelledby="fleet"><h2 id="fleet">A fleet of ${devices.toLocaleString('en')} devices</h2>
<p>${inferencesPerDeviceDay.toLocaleString('en')} inferences a day each, over ${years} years.</p>
${tableHtml(
  'Emissions of the fleet',
  fleetColumns.map(({ title }) => title),
  fleetColumns.map(({ align }) => align).join(''),
  shown.map((row) => fleetColumns.map(({ text }) => text(row))),
)}</section>`;
}

/** Boundary, coefficients, proof of one method, checklist and how to make it again. */
export function methodSection(report: GreenReport): string {
  const { boundary, grid, accountable } = report;
  const headline = headlineRows(report);
  const named = [accountable.organisation, accountable.person, accountable.contact].filter(
    (text) => text !== '',
  );
  return `<section aria-labelledby="method"><h2 id="method">How it was computed</h2>
<p>SCI (ISO/IEC 21031) = (energy × grid intensity + share of making the device) per inference. ${escapeHtml(report.functionalUnitWhy)} All results are <strong>modelled</strong>; ranges are 90%, from ${report.draws.toLocaleString('en')} Monte Carlo draws that all rows share.</p>
<div class="two"><div><h3>Counted</h3>${list(boundary.included.map(({ what, why }) => `${what}: ${why}`))}</div>
<div><h3>Not counted</h3>${list(boundary.excluded.map(({ what, why }) => `${what}: ${why}`))}</div></div>
<h3>Numbers it rests on</h3>
${tableHtml(
  'Coefficients',
  ['name', 'what', 'value', 'low', 'high', 'unit', 'how', 'source and licence'],
  'llrrrlll',
  report.coefficients.map((c) => [
    c.name,
    c.description,
    numberText(c.value),
    numberText(c.low),
    numberText(c.high),
    c.unit,
    c.tag,
    `${c.source}${c.year === null ? '' : ` (${c.year})`}. Licence: ${c.licence}`,
  ]),
)}
<p>Grid: ${escapeHtml(`${grid.zone} (${grid.zoneName}), ${gridPeriod(grid)}, ${grid.kind}, ${grid.basis}`)}. ${escapeHtml(grid.attribution)}.</p>
${
  headline && headline.claim.sameMethod.length > 0
    ? `<h3>One method on both sides</h3>${tableHtml(
        'Same method',
        ['field', 'best policy', 'dense'],
        'lll',
        headline.claim.sameMethod.map((f) => [f.field, f.subject, f.baseline]),
      )}`
    : ''
}
<h3>Checklist of the SCI report</h3>
<ul class="plain">${report.checklist.map(({ item, holds, found }) => `<li><span role="img" aria-label="${holds ? 'holds' : 'does not hold'}" class="${holds ? 'saves' : 'not'}">${holds ? '✓' : '✗'}</span> ${escapeHtml(item)}: ${escapeHtml(found)}</li>`).join('')}</ul>
<h3>Footprint of the simulation itself</h3>
<p>${escapeHtml(simulatorText(report))}</p>
<h3>Accountable</h3><p>${named.length > 0 ? escapeHtml(named.join(', ')) : 'Not stated.'}</p>
<h3>Make it again</h3><pre><code>${escapeHtml(report.reproduce)}
${escapeHtml(report.commandLine)}</code></pre>
</section>`;
}

/** What the run concludes, and warnings. */
export function conclusionsSection(report: GreenReport): string {
  const said = report.conclusions.map(conclusionText);
  return `<section aria-labelledby="holds"><h2 id="holds">What the run found over all targets</h2>${list([...said, ...report.warnings.map((w) => `Warning: ${w}`), ...report.notFitting.map((w) => `Does not fit: ${w}`), report.rebound])}
${report.equivalences.length > 0 ? `<h3>In everyday things</h3>${list(report.equivalences.map(({ text, source }) => `${text} Source: ${source}.`))}` : ''}</section>`;
}
