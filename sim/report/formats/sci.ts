import { stringify } from 'yaml';
import { formatPercent, formatSi } from '../format-quantity.ts';
import { headlineRows } from './headline-rows.ts';
import { markdownTable } from './markdown-table.ts';
import { markdownText } from './markdown-text.ts';
import { numberText } from './number-text.ts';
import { otherUnitText, withRange } from './plain-words.ts';
import type { ReportFile, ReportFormat } from './report-format.ts';

const blank = (text: string): string => (text === '' ? '_not stated_' : markdownText(text));

/** `sci-report.md` in the order of the SCI report template (ISO/IEC 21031), and `sci-report.yaml` with its required keys. */
export const sci: ReportFormat = (report) => {
  const headline = headlineRows(report);
  if (!headline) return [];
  const { subject, baseline, claim } = headline;
  const { accountable, grid } = report;
  const totalG = subject.sci.value;
  const parts = [
    ...subject.components.map((part) => [`O: ${part.component}, ${part.cause}`, part.perInferenceG] as const),
    ...(subject.embodied ? [['M: making of the device', subject.embodied.value] as const] : []),
  ];
  const text = [
    `# SCI report: ${markdownText(report.scenario.title)}`,
    '',
    '## Score',
    '',
    `**${numberText(totalG)} gCO2e per inference** (90%: ${withRange(subject.sci)}), ${markdownText(subject.targetName)}, ${subject.runtime}, policy ${subject.policy}, load ${subject.denseLoad}.`,
    '',
    '## Breakdown',
    '',
    ...markdownTable(['component', 'gCO2e per inference', 'share'], 'lrr', [
      ...parts.map(([name, grams]) => [name, numberText(grams), formatPercent(grams / totalG)]),
      ['sum', numberText(parts.reduce((sum, [, grams]) => sum + grams, 0)), '100.0%'],
    ]),
    '',
    ...(subject.embodied
      ? []
      : [
          'M was not assessed: no source states what making this device emits. The score is of operation alone.',
          '',
        ]),
    '## Coefficients',
    '',
    ...markdownTable(
      ['name', 'description', 'value', 'unit', 'source'],
      'llrll',
      report.coefficients
        .filter((c) => !/ of /.test(c.name) || c.name.includes(subject.target))
        .map((c) => [
          c.name,
          c.description,
          `${numberText(c.value)} (${numberText(c.low)} to ${numberText(c.high)})`,
          c.unit,
          `${c.tag}: ${c.source}; ${c.licence}`,
        ]),
    ),
    '',
    '## Methodology',
    '',
    '- C (boundary), consumer of the AI system:',
    ...report.boundary.included.map(({ what, why }) => `  - included: ${what} (${markdownText(why)})`),
    ...report.boundary.excluded.map(({ what, why }) => `  - excluded: ${what} (${markdownText(why)})`),
    `- O = E I, *modelled*: ${numberText(subject.operational.value)} gCO2e per inference.`,
    `- E, *modelled* by discrete-event simulation, idle included: ${withRange(subject.energyPerInference)} per inference (boundary: ${subject.energyBoundary}); ${numberText(subject.energyItKwh)} kWh of equipment, ${numberText(subject.energyFacilityKwh)} kWh of facility over ${numberText(subject.durationS)} s and ${subject.inferences.toLocaleString('en')} inferences; mean power ${formatSi(subject.meanPowerW, 'W')}, peak ${formatSi(subject.peakPowerW, 'W')} (each activity at its mean).`,
    `- I, *sourced*: ${numberText(subject.gCO2ePerKwh)} gCO2e/kWh, ${grid.kind}, ${grid.basis}, ${grid.scope}. ${markdownText(grid.attribution)}.`,
    subject.embodied && subject.embodiedShare
      ? `- M = TE (TiR / EL) (RR / ToR), *modelled* of sourced TE and EL: ${withRange(subject.embodied)} per inference; TE ${numberText(subject.embodiedShare.totalG)} gCO2e, EL ${numberText(subject.embodiedShare.lifetimeS)} s, TiR / EL ${numberText(subject.embodiedShare.timeShare)}, RR / ToR ${subject.embodiedShare.resourceShare}.`
      : '- M, *not assessed*.',
    `- R = one inference. ${report.functionalUnitWhy}${report.otherUnit ? ` ${otherUnitText(report)}` : ''}`,
    `- SCI for AI, gross and effective: ${subject.sciPerGrossGmac === null ? 'not kept by this run' : `${numberText(subject.sciPerGrossGmac)} gCO2e per 10^9 gross and ${numberText(subject.sciPerEffectiveGmac ?? Number.NaN)} per 10^9 effective multiply-accumulates`}.`,
    '',
    '## Comparison',
    '',
    baseline && claim.saving
      ? `Baseline: ${baseline.policy} under ${baseline.runtime}, ${withRange(baseline.sci)}. Action: ${claim.action}. Change: ${formatPercent(-claim.saving.value)} (90%: ${formatPercent(-claim.saving.high)} to ${formatPercent(-claim.saving.low)}). Method, equal on both sides:`
      : 'None.',
    '',
    ...claim.sameMethod.map(({ field, subject: value }) => `- ${field}: ${value}`),
    '',
    '## Accountable',
    '',
    `- organisation: ${blank(accountable.organisation)}`,
    `- person: ${blank(accountable.person)}`,
    `- contact: ${blank(accountable.contact)}`,
    `- date: ${report.createdAt}; simulated span: ${report.scenario.horizonS} s in ${report.pairedSeeds} repetitions`,
    '- manifest: manifest.if.yaml',
    '',
    '## Checklist',
    '',
    ...report.checklist.map(
      ({ item, holds, found }) => `- [${holds ? 'x' : ' '}] ${item}: ${markdownText(found)}`,
    ),
    '',
  ].join('\n');
  const machine = {
    sci: {
      'software-boundary': report.boundary.included.map(({ what }) => what).join('; '),
      sci: totalG,
      r: 1,
      'r-source': 'inference',
    },
    metadata: {
      name: report.scenario.title,
      'contact-name': accountable.person,
      'contact-email': accountable.contact,
      organization: accountable.organisation,
      guid: report.reportId,
      'entity-version': report.scenario.name,
      'sci-version': 1.1,
      'calculation-date': report.createdAt.slice(0, 10),
      'calculation-information': 'simulated by sparsewatt; sci-report.md beside this file',
    },
  };
  const files: ReportFile[] = [
    { name: 'sci-report.md', content: text },
    { name: 'sci-report.yaml', content: stringify(machine, { lineWidth: 0 }) },
  ];
  return files;
};
