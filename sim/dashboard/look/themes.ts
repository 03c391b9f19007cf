import type { TextProps } from 'ink';
import type { Tone } from '../table/column.ts';

export const themeNames = ['dark', 'light', 'high-contrast', 'colour-blind'] as const;

export type ThemeName = (typeof themeNames)[number];

/** Ink's text properties for each tone. */
export type Theme = Readonly<Record<Tone, TextProps>>;

// Ink brings colours down to what the terminal has: the names are safe on 8 colours. The colours of the colour-blind
// theme are bluish green, vermillion and orange of Okabe and Ito, "Color Universal Design" (2008).
export const themes: Readonly<Record<ThemeName, Theme>> = {
  dark: {
    good: { color: 'green' },
    bad: { color: 'red' },
    unsure: { color: 'yellow' },
    quiet: { dimColor: true },
    plain: {},
  },
  light: {
    good: { color: '#006400' },
    bad: { color: '#a40000' },
    unsure: { color: '#7a4b00' },
    quiet: { color: '#5c5c5c' },
    plain: {},
  },
  'high-contrast': {
    good: { color: 'greenBright', bold: true },
    bad: { color: 'redBright', bold: true, underline: true },
    unsure: { color: 'yellowBright', bold: true },
    quiet: {},
    plain: {},
  },
  'colour-blind': {
    good: { color: '#009e73' },
    bad: { color: '#d55e00', bold: true },
    unsure: { color: '#e69f00' },
    quiet: { dimColor: true },
    plain: {},
  },
};
