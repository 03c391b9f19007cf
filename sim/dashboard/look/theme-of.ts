import { type Theme, type ThemeName, themes } from './themes.ts';

// Brought down to 8 or 16 colours, the dark colours of the light theme would all be black, and those of the colour-blind
// one red and green.
const basic: Readonly<Partial<Record<ThemeName, Theme>>> = {
  light: {
    good: { color: 'green' },
    bad: { color: 'red' },
    unsure: { color: 'magenta' },
    quiet: { dimColor: true },
    plain: {},
  },
  'colour-blind': {
    good: { color: 'cyan' },
    bad: { color: 'red', bold: true },
    unsure: { color: 'yellow' },
    quiet: { dimColor: true },
    plain: {},
  },
};

/** A theme by its name. @param hasFewColours the terminal has 16 at most */
export function themeOf(name: ThemeName, hasFewColours: boolean): Theme {
  return (hasFewColours && basic[name]) || themes[name];
}
