import { formatPercent } from '../format-quantity.ts';
import { gridPeriod } from '../green/grid-period.ts';
import type { GreenReport } from '../green/schema/green-report-schema.ts';
import type { TaggedQuantity } from '../green/schema/tagged-quantity-schema.ts';
import { rowsOf } from './headline-rows.ts';
import { numberText } from './number-text.ts';
import { oneLine } from './one-line.ts';
import type { ReportFormat } from './report-format.ts';

const special: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  // In LaTeX's default encoding these three print other characters.
  '<': '$<$',
  '>': '$>$',
  '|': '$|$',
};
/** In one line: an empty one would end the caption in its midst. */
const texText = (text: string): string => oneLine(text).replace(/[\\{}$&#%_^~<>|]/g, (c) => special[c]!);

/** `5.39 \times 10^{-6}`, without packages. */
function power(value: number): string {
  const [digits, exponent] = value.toExponential(2).split('e');
  return `$${digits} \\times 10^{${Number(exponent)}}$`;
}
const ranged = ({ value, low, high }: TaggedQuantity): string =>
  `${power(value)} & ${power(low)} & ${power(high)}`;

function citation({ simulatedBy, resultHash }: GreenReport): string {
  return [
    'cff-version: 1.2.0',
    'message: If you use these figures, please cite the simulator that made them.',
    'title: SparseWatt',
    'type: software',
    `version: ${simulatedBy.version}`,
    ...(/^[0-9a-f]{40}$/.test(simulatedBy.commit) ? [`commit: ${simulatedBy.commit}`] : []),
    'license: MIT',
    'authors:',
    '  - name: The SparseWatt authors',
    'identifiers:',
    '  - type: other',
    `    value: ${resultHash}`,
    '    description: SHA-256 of the run that the figures are of',
    '',
  ].join('\n');
}

/** `appendix.tex`, a section with one table that needs no package, and `CITATION.cff`. */
export const latex: ReportFormat = (report) => {
  const { grid } = report;
  const rows = report.claims.flatMap((claim) => {
    const { subject, baseline } = rowsOf(report, claim);
    return [...new Set([subject, ...(baseline ? [baseline] : [])])].map(
      (row) =>
        `${texText(row.target)} & ${texText(row.policy)} & ${ranged(row.energyPerInference)} & ${ranged(row.sci)} & ${texText(formatPercent(row.accuracy))} \\\\`,
    );
  });
  const text = [
    '\\section*{Energy and carbon of inference}',
    `All figures are \\emph{modelled} by SparseWatt ${texText(report.simulatedBy.version)} by discrete-event simulation, idle energy included; nothing was metered.`,
    `Functional unit: one inference. Grid: ${texText(`${grid.zoneName} ${gridPeriod(grid)}`)}, ${numberText(grid.gCO2ePerKwh)}~gCO$_2$e/kWh, ${grid.kind}, location-based (${texText(grid.attribution)}).`,
    `Embodied emissions: ${report.rows.some((row) => row.embodied) ? 'assessed where a source exists' : 'not assessed'}. Training is not included. Low and high are the ends of 90\\% intervals.`,
    '',
    '\\begin{table}[h]',
    '\\centering\\footnotesize',
    '\\begin{tabular}{llrrrrrrr}',
    ' & & \\multicolumn{3}{c}{J per inference} & \\multicolumn{3}{c}{gCO$_2$e per inference} & \\\\',
    'target & policy & central & low & high & central & low & high & accuracy \\\\',
    '\\hline',
    ...rows,
    '\\end{tabular}',
    `\\caption{${texText(report.scenario.title)}. Result hash \\texttt{${report.resultHash.slice(0, 12)}}.}`,
    '\\end{table}',
    '',
  ];
  return [
    { name: 'appendix.tex', content: text.join('\n') },
    { name: 'CITATION.cff', content: citation(report) },
  ];
};
