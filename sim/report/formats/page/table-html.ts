import { escapeHtml } from './escape-html.ts';

/** A table whose columns marked `r` are numbers. @param caption for screen readers */
export function tableHtml(
  caption: string,
  titles: readonly string[],
  align: string,
  rows: readonly (readonly string[])[],
): string {
  const kind = (i: number) => (align[i] === 'r' ? ' class="n"' : '');
  const head = titles.map((title, i) => `<th scope="col"${kind(i)}>${escapeHtml(title)}</th>`).join('');
  const body = rows
    .map((row) => `<tr>${row.map((cell, i) => `<td${kind(i)}>${escapeHtml(cell)}</td>`).join('')}</tr>`)
    .join('\n');
  return `<div class="scroll"><table><caption class="skip">${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
