import type { TextProps } from 'ink';
import type { Tone } from '../table/column.ts';

const colours: Readonly<Record<Tone, TextProps>> = {
  good: { color: 'green' },
  bad: { color: 'red' },
  unsure: { color: 'yellow' },
  quiet: { dimColor: true },
  plain: {},
};

/** Ink's text properties for a tone. */
export function toneColour(tone: Tone | undefined): TextProps {
  return colours[tone ?? 'plain'];
}
