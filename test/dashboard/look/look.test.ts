import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLook } from '../../../sim/dashboard/look/choose-look.ts';
import { themeOf } from '../../../sim/dashboard/look/theme-of.ts';
import { themeNames } from '../../../sim/dashboard/look/themes.ts';
import { toAscii } from '../../../sim/dashboard/look/to-ascii.ts';
import { screenIds } from '../../../sim/dashboard/screens/screen-id.ts';
import { drawDashboard } from '../render-frame.ts';
import { withoutAscii } from './without-ascii.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ascii = /^[\x00-\x7f]*$/;

describe('ASCII', () => {
  it('keeps every character its place, and ASCII as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(toAscii(text)).toMatch(ascii);
        expect([...toAscii(text)].length).toBe([...text].length);
        expect(toAscii(toAscii(text))).toBe(toAscii(text));
      }),
    );
  });

  it('has a sign of its own for all that is drawn: no frame has a character that nobody thought of', async () => {
    const drawn = drawDashboard({ columns: 100, rows: 40 });
    for (const at of screenIds.keys()) {
      await drawn.press(`${at + 1}?`);
      const help = drawn.frame();
      await drawn.press('?');
      for (const frame of [help, drawn.frame()]) {
        expect(withoutAscii(frame)).toEqual([]);
      }
    }
    drawn.close();
  });
});

describe('a theme', () => {
  it.each(themeNames)('tells good, bad and unsure apart, whatever the terminal has: %s', (name) => {
    const basic = ['green', 'red', 'yellow', 'magenta', 'cyan', 'greenBright', 'redBright', 'yellowBright'];
    const few = themeOf(name, true);
    for (const theme of [few, themeOf(name, false)]) {
      const looks = [theme.good, theme.bad, theme.unsure, theme.plain].map((look) => JSON.stringify(look));
      expect(new Set(looks).size).toBe(looks.length);
    }
    // A colour by its name is one of 16; others are brought down to them, and may come out alike.
    for (const tone of ['good', 'bad', 'unsure'] as const) expect(basic).toContain(few[tone].color);
    expect(few.quiet.color).toBeUndefined();
  });
});

describe('the look', () => {
  it('follows the wishes, and the locale where there are none', () => {
    expect(chooseLook({}, { LANG: 'en_US.UTF-8' })).toEqual({ theme: 'dark', plot: 'braille', ascii: false });
    expect(chooseLook({}, {}).ascii).toBe(false);
    expect(chooseLook({}, { LC_ALL: 'C', LANG: 'en_US.UTF-8' })).toMatchObject({
      ascii: true,
      plot: 'ascii',
    });
    expect(chooseLook({}, { TERM: 'linux' }).ascii).toBe(true);
    expect(chooseLook({ ascii: false }, { LANG: 'C' }).ascii).toBe(false);
    expect(chooseLook({ theme: 'light', plot: 'block' }, {})).toEqual({
      ...{ theme: 'light', plot: 'block', ascii: false },
    });
  });
});
