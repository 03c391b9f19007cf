import { formatPercent, formatSi } from '../../format-quantity.ts';
import { gridPeriod } from '../../green/grid-period.ts';
import type { GreenReport } from '../../green/schema/green-report-schema.ts';
import type { GreenRow } from '../../green/schema/green-row-schema.ts';
import { headlineRows } from '../headline-rows.ts';
import { answerOf, otherUnitText, savingRange, scopeText, sureness } from '../plain-words.ts';
import { escapeHtml } from './escape-html.ts';

const badge = {
  saves: ['saves', 'Saves carbon'],
  'probably saves': ['maybe', 'Probably saves carbon'],
  'no difference': ['same', 'Makes no difference'],
  'costs more': ['not', 'Costs more carbon'],
  'not comparable': ['same', 'Nothing to compare with'],
} as const;

function bar(name: string, row: GreenRow, most: number, dense: boolean): string {
  const at = (g: number) => `${((100 * Math.min(g, most)) / most).toFixed(1)}%`;
  const width = (100 * (Math.min(row.sci.high, most) - row.sci.low)) / most;
  return [
    `<div class="row"><span class="name">${escapeHtml(name)}</span><div>`,
    `<div class="track"><div class="fill${dense ? ' dense' : ''}" style="width:${at(row.sci.value)}"></div>`,
    `<div class="whisker" style="left:${at(row.sci.low)};width:${width.toFixed(1)}%"></div></div>`,
    `<span class="num">${formatSi(row.sci.value, 'g')} CO2e, between ${formatSi(row.sci.low, 'g')} and ${formatSi(row.sci.high, 'g')}</span></div></div>`,
  ].join('');
}

function tile(key: string, value: string, range: string): string {
  return `<div class="tile"><div class="k">${escapeHtml(key)}</div><div class="v">${escapeHtml(value)}</div><div class="r">${escapeHtml(range)}</div></div>`;
}

function tiles(report: GreenReport, row: GreenRow): string {
  const { energyPerInference: e, sci } = row;
  const { accuracyFloor, missBudget } = report.scenario;
  return `<div class="tiles">${[
    tile(
      'Carbon of one inference',
      formatSi(sci.value, 'g'),
      `${formatSi(1e9 * sci.value, 'g')} for a billion of them; ${row.embodied ? 'making of the device included' : 'making of the device not assessed'}; ${report.grid.zoneName} ${gridPeriod(report.grid)}`,
    ),
    tile(
      'Energy of one inference',
      formatSi(e.value, 'J'),
      `${formatSi(e.low, 'J')} to ${formatSi(e.high, 'J')}, waiting included`,
    ),
    tile(
      'Right answers in time',
      formatPercent(row.accuracy),
      `asked for: ${formatPercent(accuracyFloor)} or more`,
    ),
    tile(
      'Answered within',
      row.latencyP95Ms === null ? 'not known' : formatSi(row.latencyP95Ms / 1e3, 's'),
      `95% of requests; ${formatPercent(row.deadlineMissShare)} late (allowed: ${formatPercent(missBudget)})`,
    ),
  ].join('')}</div>`;
}

/** The first screen: what was asked, the answer with its range, how sure it is and why. */
export function answerSection(report: GreenReport): string {
  const headline = headlineRows(report);
  const asked = `<p class="asked">${escapeHtml(report.question)}</p>`;
  if (!headline)
    return `${asked}<div class="answer"><p class="say">No policy keeps the limits on any target: there is no answer to give.</p></div>`;
  const { claim, subject, baseline } = headline;
  const [kind, label] = badge[claim.verdict];
  const compared = baseline && baseline.id !== subject.id ? baseline : null;
  const most = 1.04 * Math.max(subject.sci.high, compared?.sci.high ?? 0);
  const bars = [
    ...(compared ? [bar('dense network', compared, most, true)] : []),
    bar(compared ? subject.policy : 'dense network', subject, most, false),
  ].join('');
  const reasons = [
    ...(claim.saving && compared
      ? [`With all that is uncertain, the result is from ${savingRange(claim.saving)} carbon (90% range).`]
      : []),
    ...claim.why,
  ];
  return `${asked}
<div class="answer"><div>
<span class="verdict ${kind}">${label}</span>
<p class="say">${escapeHtml(answerOf(headline))}</p>
<p class="num">${escapeHtml(scopeText(report, headline))}</p>
${claim.skeptic.map((text) => `<p class="but"><strong>Small instead of sparse?</strong> ${escapeHtml(text)}</p>`).join('')}
<div class="bars" role="img" aria-label="${escapeHtml(`Carbon per inference: ${compared ? `dense ${formatSi(compared.sci.value, 'g')}, ` : ''}${subject.policy} ${formatSi(subject.sci.value, 'g')}`)}">${bars}</div>
<p class="num">Bars: carbon of one inference. Thin lines: where the true value lies with 90% probability, by the model.${escapeHtml(report.otherUnit ? ` ${otherUnitText(report)}` : '')}</p>
</div><div class="sure"><h3>How sure is this?</h3><p class="mark">${escapeHtml(sureness[claim.confidence].replace(/^./, (c) => c.toUpperCase()))}</p><ul>${reasons.map((why) => `<li>${escapeHtml(why)}</li>`).join('')}</ul></div></div>
${tiles(report, subject)}`;
}
