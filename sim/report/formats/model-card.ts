import { stringify } from 'yaml';
import { formatPercent, formatSi } from '../format-quantity.ts';
import { gridPeriod } from '../green/grid-period.ts';
import { rowsOf } from './headline-rows.ts';
import { markdownTable } from './markdown-table.ts';
import { markdownText } from './markdown-text.ts';
import { numberText } from './number-text.ts';
import type { ReportFormat } from './report-format.ts';

/**
 * `model-card.yaml`, the front matter that Hugging Face reads, and `model-card.md`, a section. `emissions` is in grams and
 * speaks of training there, so inference has a block of its own name; training is not in the boundary, and nothing is
 * written for it.
 */
export const modelCard: ReportFormat = (report) => {
  const rows = report.claims.map((claim) => rowsOf(report, claim));
  const front = {
    inference_co2_eq_emissions: rows.map(({ subject }) => ({
      emissions_g_per_inference: subject.sci.value,
      emissions_g_per_inference_low: subject.sci.low,
      emissions_g_per_inference_high: subject.sci.high,
      energy_J_per_inference: subject.energyPerInference.value,
      embodied: subject.embodied ? 'included' : 'not assessed',
      source: `sparsewatt ${report.simulatedBy.version}, simulated`,
      geographical_location: `${report.grid.zoneName} (${report.grid.zone}), ${gridPeriod(report.grid)}, ${numberText(subject.gCO2ePerKwh)} gCO2e/kWh`,
      hardware_used: `${subject.targetName}, ${subject.runtime}`,
      policy: subject.policy,
      accuracy: subject.accuracy,
    })),
  };
  const section = [
    '## Environmental impact of inference',
    '',
    `Simulated with sparsewatt ${report.simulatedBy.version}; nothing here was metered. One inference of "${markdownText(report.scenario.title)}":`,
    '',
    ...markdownTable(
      ['hardware', 'runtime', 'policy', 'energy', 'gCO2e (90% interval)', 'accuracy'],
      'lllrrr',
      rows.map(({ subject: s }) => [
        s.targetName,
        s.runtime,
        s.policy,
        formatSi(s.energyPerInference.value, 'J'),
        `${formatSi(s.sci.value, 'g')} (${formatSi(s.sci.low, 'g')} to ${formatSi(s.sci.high, 'g')})`,
        formatPercent(s.accuracy),
      ]),
    ),
    '',
    `Grid: ${markdownText(`${report.grid.zoneName}, ${gridPeriod(report.grid)}. ${report.grid.attribution}.`)} Training is not included.`,
    '',
  ];
  return [
    { name: 'model-card.yaml', content: `---\n${stringify(front, { lineWidth: 0 })}---\n` },
    { name: 'model-card.md', content: section.join('\n') },
  ];
};
