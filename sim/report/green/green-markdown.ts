import { absent, formatPercent, formatSi } from '../format-quantity.ts';
import type { GreenReport, GreenRow } from './green-report.ts';

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function row(green: GreenRow): string {
  const marks = [green.estimated ? '(est.)' : '', green.energyValidated ? '' : '(energy not validated)'];
  return tableRow([
    green.target,
    [green.runtime, ...marks].filter(Boolean).join(' '),
    String(green.denseLoad),
    `${green.policy}${green.role === 'best' ? ' **best**' : ''}${green.keepsConstraints ? '' : ' (breaks a constraint)'}`,
    `${formatSi(green.energyPerInferenceJ, 'J')} (${formatSi(green.energyPerInferenceModelLowJ, 'J')} to ${formatSi(green.energyPerInferenceModelHighJ, 'J')})`,
    formatSi(green.marginalEnergyPerInferenceJ, 'J'),
    `${formatSi(green.gCO2ePerInference, 'g')} (${formatSi(green.gCO2ePerInferenceLow, 'g')} to ${formatSi(green.gCO2ePerInferenceHigh, 'g')})`,
    green.accuracy === null
      ? absent
      : `${formatPercent(green.accuracy)} (${formatPercent(green.accuracyLow)} to ${formatPercent(green.accuracyHigh)})`,
    green.deadlineMissShare === null ? absent : formatPercent(green.deadlineMissShare),
  ]);
}

/** report.md: the same facts as report.json, for people and pull requests. */
export function greenMarkdown(report: GreenReport): string {
  const { grid, scenario } = report;
  return [
    `# ${scenario.title}: energy and carbon per inference`,
    '',
    `All numbers are **modelled** by ${report.tool.name} ${report.tool.version}; functional unit: one inference.`,
    '',
    '## Boundary',
    '',
    ...report.boundary.included.map((text) => `- included: ${text}`),
    ...report.boundary.excluded.map((text) => `- excluded: ${text}`),
    '',
    '## Grid',
    '',
    tableRow(['zone', 'year', 'gCO2e/kWh', 'kind']),
    tableRow(['---', '---', '---:', '---']),
    tableRow([`${grid.zone} (${grid.zoneName})`, String(grid.year), String(grid.gCO2ePerKwh), grid.kind]),
    '',
    `${grid.attribution}.`,
    '',
    '## Targets',
    '',
    tableRow([
      'target',
      'name',
      'runtime',
      'grade of its speed',
      'boundary of its energy',
      'energy interval',
      'energy validated',
    ]),
    tableRow(['---', '---', '---', '---', '---', '---', '---']),
    ...report.targets.map((t) =>
      tableRow([
        t.target,
        t.targetName,
        t.runtime,
        t.grade,
        t.boundary,
        `×${t.energyInterval.low.toFixed(2)} to ×${t.energyInterval.high.toFixed(2)}`,
        // An estimated runtime was never measured, whatever other runtimes of its target were.
        !t.validated.energy ? 'no' : t.grade === 'estimated' ? 'not under this runtime' : 'yes',
      ]),
    ),
    '',
    'The source of every number of a target is in its file in `hardware-profiles/`; `sources.yaml` there says where each was read.',
    '',
    '## Energy and carbon per inference',
    '',
    `Accuracy floor ${formatPercent(scenario.accuracyFloor)}, at most ${formatPercent(scenario.missBudget)} missed deadlines. In brackets: of energy and CO2e the interval of the target's energy model, of accuracy the 95% interval. Load: busy share that the dense network would cause; marginal: energy above idle.`,
    '',
    tableRow(['target', 'runtime', 'load', 'policy', 'energy', 'marginal', 'CO2e', 'accuracy', 'misses']),
    tableRow(['---', '---', '---:', '---', '---:', '---:', '---:', '---:', '---:']),
    ...report.rows.map(row),
    '',
    '## What holds',
    '',
    ...report.conclusions.map(
      (c) =>
        `- ${c.text} ${c.holdsCentrally ? (c.survivesLowEnd ? '(also at the unfavourable ends of the intervals)' : '(not at the unfavourable ends of the intervals)') : '(does not hold)'}`,
    ),
    ...report.warnings.map((text) => `- warning: ${text}`),
    '',
    '## Reproduce',
    '',
    '```',
    report.reproduce,
    '```',
    '',
    `Result hash \`${report.resultHash}\`. Embodied emissions: ${report.embodied}.`,
    '',
  ].join('\n');
}
