import { absent, formatPercent, formatSi } from '../format-quantity.ts';
import { gridPeriod } from '../green/grid-period.ts';
import type { GreenReport } from '../green/schema/green-report-schema.ts';
import { fleetColumns } from './fleet-columns.ts';
import { headlineRows, rowsOf, tellingRows } from './headline-rows.ts';
import { heldOutTable } from './held-out-table.ts';
import { markdownTable } from './markdown-table.ts';
import { markdownText } from './markdown-text.ts';
import { numberText } from './number-text.ts';
import { oneLine } from './one-line.ts';
import {
  answerOf,
  changeText,
  conclusionText,
  otherUnitText,
  programText,
  savingRange,
  scopeText,
  simulatorText,
  sureness,
  withRange,
} from './plain-words.ts';
import type { ReportFormat } from './report-format.ts';
import { rowColumns } from './row-columns.ts';

function answer(report: GreenReport): readonly string[] {
  const headline = headlineRows(report);
  if (!headline) return ['No policy keeps the limits on any target.'];
  const { claim, subject } = headline;
  return [
    `**${markdownText(answerOf(headline))}**`,
    '',
    scopeText(report, headline),
    '',
    `- Score: **${withRange(subject.sci)} CO2e per inference**${subject.embodied ? '' : ', making of the device not assessed'}.`,
    ...(report.otherUnit ? [`- ${markdownText(otherUnitText(report))}`] : []),
    ...(claim.saving ? [`- Range of the saving (90%): ${savingRange(claim.saving)}.`] : []),
    `- How sure: ${sureness[claim.confidence]}. ${markdownText([...claim.why, ...claim.skeptic].join(' '))}`,
    `- Accuracy ${formatPercent(subject.accuracy)} (asked for: ${formatPercent(report.scenario.accuracyFloor)}), late or lost ${formatPercent(subject.deadlineMissShare)} (allowed: ${formatPercent(report.scenario.missBudget)}).`,
  ];
}

function claims(report: GreenReport): readonly string[] {
  return markdownTable(
    [
      'target',
      'best policy',
      'runtime',
      'SCI (gCO2e per inference)',
      'against dense',
      'range',
      'energy compared with hardware',
    ],
    'lllrrrl',
    report.claims.map((claim) => {
      const { subject } = rowsOf(report, claim);
      return [
        claim.target,
        subject.policy,
        `${subject.runtime}${subject.speedEstimated ? ' (est.)' : ''}`,
        withRange(subject.sci),
        claim.saving ? changeText(claim.saving.value) : absent,
        claim.saving ? savingRange(claim.saving) : claim.verdict,
        claim.confidence,
      ];
    }),
  );
}

function energy(report: GreenReport): readonly string[] {
  return markdownTable(
    rowColumns.map(({ title }) => title),
    rowColumns.map(({ align }) => align).join(''),
    tellingRows(report).map((row) => rowColumns.map(({ text }) => text(row))),
  );
}

function heldOut(report: GreenReport): readonly string[] {
  if (report.heldOut.length === 0) return [];
  const { titles, rows } = heldOutTable(report.heldOut);
  return [
    '## Predicted against measured',
    '',
    'Published measurements of this hardware beside predictions whose calibration had seen none of its chips.',
    '',
    ...markdownTable(titles, 'llrlrrr', rows),
    '',
  ];
}

function fleet(report: GreenReport): readonly string[] {
  if (!report.fleet) return [];
  const { devices, inferencesPerDeviceDay, years, rows } = report.fleet;
  return [
    '## Fleet',
    '',
    `${devices.toLocaleString('en')} devices, ${inferencesPerDeviceDay.toLocaleString('en')} inferences a day each, ${years} years.`,
    '',
    ...markdownTable(
      fleetColumns.map(({ title }) => title),
      fleetColumns.map(({ align }) => align).join(''),
      rows.map((row) => fleetColumns.map(({ text }) => text(row))),
    ),
    '',
  ];
}

/** `report.md`: the facts of `report.json` for people and pull requests. */
export const markdown: ReportFormat = (report) => {
  const { grid, boundary, coefficients, checklist } = report;
  const lines = [
    `# ${markdownText(report.scenario.title)}: energy and carbon per inference`,
    '',
    markdownText(report.question),
    '',
    ...answer(report),
    '',
    `All results are **modelled** by ${report.tool.name} ${report.tool.version}; intervals are 90%. Functional unit: one inference. ${report.functionalUnitWhy}`,
    '',
    '## By target',
    '',
    ...claims(report),
    '',
    'Targets are not ranked against each other: the energy of a chip, of a board and of a wall socket are different things.',
    ...report.notFitting.flatMap((text, i) => [...(i === 0 ? [''] : []), `- does not fit: ${text}`]),
    '',
    '## Boundary',
    '',
    ...boundary.included.map(({ what, why }) => `- included: ${what} (${markdownText(why)})`),
    ...boundary.excluded.map(({ what, why }) => `- excluded: ${what} (${markdownText(why)})`),
    '',
    '## Energy and carbon per inference',
    '',
    ...energy(report),
    '',
    'O: operational, E I. M: making of the device. SCI = O + M. Gross: multiply-accumulates of the dense network; effective: those that were needed. Peak power: the highest of all units together, each activity at its mean. The headline is per inference. ✗ breaks a limit.',
    '',
    ...(report.tornado.length > 0
      ? [
          '## What moves the headline',
          '',
          ...markdownTable(
            ['assumption, alone', 'SCI from', 'to'],
            'lrr',
            report.tornado.map((bar) => [
              bar.assumption,
              formatSi(bar.atLow, 'g'),
              formatSi(bar.atHigh, 'g'),
            ]),
          ),
          '',
        ]
      : []),
    ...heldOut(report),
    ...fleet(report),
    '## Coefficients',
    '',
    ...markdownTable(
      ['name', 'description', 'value', 'low', 'high', 'unit', 'how', 'source', 'licence'],
      'llrrrllll',
      coefficients.map((c) => [
        c.name,
        c.description,
        numberText(c.value),
        numberText(c.low),
        numberText(c.high),
        c.unit,
        c.tag,
        c.year === null ? c.source : `${c.source} (${c.year})`,
        c.licence,
      ]),
    ),
    '',
    `Grid: ${markdownText(`${grid.zone} (${grid.zoneName}) ${gridPeriod(grid)}, ${numberText(grid.gCO2ePerKwh)} gCO2e/kWh, ${grid.kind}, ${grid.basis}. ${grid.attribution}.`)}`,
    ...report.gridAlternatives.map((other) => `- ${other.label}: ${other.gCO2ePerKwh} gCO2e/kWh`),
    '',
    '## What the run found over all targets',
    '',
    ...report.conclusions.map((c) => `- ${markdownText(conclusionText(c))}`),
    ...report.warnings.map((text) => `- warning: ${markdownText(text)}`),
    `- ${report.rebound}`,
    ...report.equivalences.map(({ text, source }) => `- ${text} (${source})`),
    '',
    '## Footprint of the simulation itself',
    '',
    markdownText(simulatorText(report)),
    '',
    '## Checklist',
    '',
    ...checklist.map(({ item, holds, found }) => `- [${holds ? 'x' : ' '}] ${item}: ${markdownText(found)}`),
    '',
    '## Reproduce',
    '',
    '```',
    oneLine(report.reproduce),
    oneLine(report.commandLine),
    '```',
    '',
    `Report ${report.reportId}, ${report.createdAt}, ${programText(report)}. Result hash \`${report.resultHash}\`.`,
    '',
  ];
  return [{ name: 'report.md', content: lines.join('\n') }];
};
