import { formatPercent, formatSi, threeDigits } from '../../sim/report/format-quantity.ts';
import type { RunReport } from '../../sim/report/run-report.ts';
import { type CellFinding, cellFinding } from './cell-finding.ts';

const floorMark = { met: '', 'not met': ' ✗', undecided: ' (floor undecided)' } as const;

/** docs/findings.md as a function of runs of the shipped scenarios. */
export function findingsText(reports: readonly RunReport[], inputHash: string): string {
  const sections = reports.map((report) => {
    const findings = report.cells.map((cell) =>
      cellFinding(
        cell,
        report.results.filter(
          (row) =>
            row.target === cell.target && row.runtime === cell.runtime && row.denseLoad === cell.denseLoad,
        ),
      ),
    );
    return { report, findings };
  });
  const all = sections.flatMap(({ findings }) => findings);
  const judged = all.filter(({ cell }) => cell.fits);
  const paying = judged.filter(({ pays }) => pays);
  return [
    '# What adaptation is worth, scenario by scenario',
    '',
    '<!-- written by tools/write-findings.ts; do not edit -->',
    `<!-- inputs: ${inputHash} -->`,
    '',
    `Every shipped scenario on every target, runtime and load of it: ${all.length} cells, of which the networks fit ${judged.length}. In`,
    `${paying.length} of them some dynamic policy needs at least 3% less energy than the best static option, at the unfavourable end of the`,
    `interval over paired seeds, and does not break the limits (in ${paying.filter(({ dynamic }) => dynamic?.floorMet === 'undecided').length} of these the test data leave its floor undecided); in ${judged.filter(({ cell }) => (cell.priceOfStatic ?? 1) < 0.03).length} even a policy that knew all answers could save less than 3%.`,
    '',
    '- **price**: `(O_static - O_feas) / O_static`: what any choice per request could save at most over the best static option',
    '  (chosen on validation data), by a proven bound. Under 3% no dynamic policy is worth its complexity.',
    '- **best policy**: the one with the least energy that keeps accuracy floor and miss budget; **regret**: 0 at the bound, 1 at',
    '  the best static option; mean of the seeds, each counted alike, with a 95% bootstrap interval (tables of a run count each request alike).',
    '- **best dynamic**: the cheapest policy that adapts; **against static**: its energy per inference against the best static',
    '  option on the same requests, with the interval of the paired differences. **pays** where all of that interval is below −3%;',
    '  0% is a policy that found nothing to adapt and keeps to the best static option.',
    '- (est.): speed derived, not measured. Energy is of the whole horizon, idle included.',
    ...sections.flatMap(({ report, findings }) => section(report, findings)),
    '',
  ].join('\n');
}

function section(report: RunReport, findings: readonly CellFinding[]): string[] {
  const { scenario, resultHash, tool } = report;
  const without = findings.filter(({ cell, pays }) => cell.fits && !pays);
  return [
    '',
    `## ${scenario.title}`,
    '',
    `\`${scenario.file}\`: accuracy floor ${formatPercent(scenario.accuracyFloor, 2)}, at most ${formatPercent(scenario.missBudget, 2)} missed, ${scenario.pairedSeeds} paired seeds. Version ${tool.version}, result ${resultHash.slice(0, 12)}.`,
    '',
    '| target | runtime | load | price | best policy | energy | regret | best dynamic | against static | pays |',
    '| --- | --- | ---: | ---: | --- | ---: | ---: | --- | ---: | --- |',
    ...findings.map(tableRow),
    '',
    without.length === 0
      ? 'Some dynamic policy pays in every cell.'
      : `No dynamic policy pays in ${without.length} of ${findings.length} cells.`,
  ];
}

function tableRow({ cell, best, regret, dynamic, gain, pays }: CellFinding): string {
  const runtime = `${cell.runtime}${cell.estimated ? ' (est.)' : ''}`;
  const lead = [cell.target, runtime, String(cell.denseLoad)];
  if (!cell.fits) return `| ${[...lead, '', 'does not fit', '', '', '', '', ''].join(' | ')} |`;
  return `| ${[
    ...lead,
    cell.priceOfStatic === null ? '–' : formatPercent(cell.priceOfStatic),
    best ? `${best.policy}${best.floorMet ? floorMark[best.floorMet] : ''}` : 'none keeps the limits',
    best ? formatSi(best.energyPerInferenceJ, 'J') : '–',
    regret
      ? `${threeDigits(regret.value)} (${threeDigits(regret.low)} to ${threeDigits(regret.high)})`
      : best && best.regret !== null
        ? threeDigits(best.regret)
        : '–',
    dynamic
      ? `${dynamic.policy}${dynamic.floorMet ? floorMark[dynamic.floorMet] : ''}`
      : 'none keeps the limits',
    gain && gain.a > 0 ? change(gain.difference, gain.a) : '–',
    pays ? 'yes' : '',
  ].join(' | ')} |`;
}

function change({ value, low, high }: { value: number; low: number; high: number }, base: number): string {
  const percent = (joules: number) => {
    const text = Math.abs((100 * joules) / base).toFixed(2);
    return Number(text) === 0 ? '0' : `${joules < 0 ? '−' : '+'}${text}`;
  };
  return `${percent(value)}% (${percent(low)} to ${percent(high)})`;
}
