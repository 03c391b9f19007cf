import type { GreenReport } from '../green/schema/green-report-schema.ts';
import { answerSection } from './page/answer-section.ts';
import { escapeHtml } from './page/escape-html.ts';
import {
  conclusionsSection,
  fleetSection,
  methodSection,
  rowsTable,
  targetsTable,
} from './page/method-sections.ts';
import { pageStyle } from './page/page-style.ts';
import { tableHtml } from './page/table-html.ts';
import { programText } from './plain-words.ts';
import { drawings } from './plots/drawings.ts';
import type { Plot } from './plots/plot.ts';
import { renderSvgs } from './plots/render-svg.ts';
import type { ReportFormat } from './report-format.ts';

function figure({ id, title, caption, table, wide }: Plot, svg: string): string {
  const aligned = table.titles.map((_, i) => (i === 0 ? 'l' : 'r')).join('');
  return `<figure${wide ? ' class="wide"' : ''} aria-labelledby="${id}-title"><h3 id="${id}-title">${escapeHtml(title)}</h3>
<figcaption>${escapeHtml(caption)}</figcaption>
<div class="scroll">${svg.replace('<svg', `<svg role="img" aria-labelledby="${id}-title"`)}</div>
<details><summary>The numbers of this picture</summary>${tableHtml(title, table.titles, aligned, table.rows)}</details></figure>`;
}

async function figures(report: GreenReport): Promise<ReadonlyMap<string, string>> {
  const plots = drawings(report);
  const svgs = await renderSvgs(plots);
  return new Map(plots.map((plot, i) => [plot.id, figure(plot, svgs[i]!)]));
}

/**
 * `report.html`: one file without scripts and without anything from the network; pictures are inline SVG, and each has its
 * numbers in a table beside it.
 */
export const html: ReportFormat = async (report) => {
  const drawn = await figures(report);
  const show = (...ids: string[]) =>
    `<div class="pair">${ids.map((id) => drawn.get(id) ?? '').join('\n')}</div>`;
  const title = escapeHtml(report.scenario.title);
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}: energy and carbon per inference</title>
<style>${pageStyle}</style></head>
<body><a class="skip" href="#answer">To the answer</a>
<header><div class="brand"><span>SparseWatt green-AI report</span><span>${escapeHtml(report.createdAt.slice(0, 10))} · simulated, not metered</span></div>
<h1>${title}</h1></header>
<main id="answer">
${answerSection(report)}
<section aria-labelledby="targets"><h2 id="targets">Every target</h2>
<p>Targets are not ranked against each other: the energy of a chip, of a board and of a wall socket are different things.</p>
${targetsTable(report)}
<div style="margin-top:30px">${show('ranges')}</div></section>
<section aria-labelledby="trade"><h2 id="trade">What is traded, and where the energy goes</h2>${show('scatter', 'causes', 'power')}</section>
<section aria-labelledby="every"><h2 id="every">Every policy</h2>${show('heat-map')}</section>
<section aria-labelledby="where"><h2 id="where">What else it might be</h2>${show('regions', 'tornado')}</section>
${drawn.has('held-out') ? `<section aria-labelledby="checked"><h2 id="checked">How good the models are where hardware was measured</h2>${show('held-out')}</section>` : ''}
${fleetSection(report)}
${conclusionsSection(report)}
<section class="table" aria-labelledby="rows"><h2 id="rows">Energy and carbon per inference</h2>
<p>O: operation. M: share of making the device. SCI = O + M. Gross: multiply-accumulates of the dense network; effective: those that were needed. Peak power: the highest of all units together, each activity at its mean. ✗ breaks a limit.</p>
${rowsTable(report)}</section>
${methodSection(report)}
</main>
<footer>Report ${report.reportId}, schema ${report.schemaVersion}, ${escapeHtml(programText(report))}. Result hash <code>${report.resultHash}</code>.</footer>
</body></html>
`;
  return [{ name: 'report.html', content: page }];
};
