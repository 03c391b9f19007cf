import { oneLine } from './one-line.ts';

/** A text of the user's in one line of Markdown: no heading, tag, link or code of its own. */
export const markdownText = (text: string): string =>
  oneLine(text)
    .replaceAll(/[\\`*[\]]/g, '\\$&')
    .replaceAll('<', '&lt;');
