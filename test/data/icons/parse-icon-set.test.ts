import { describe, expect, it } from 'vitest';
import { iconFamilies } from '../../../sim/data/icons/icon-families.ts';
import { iconName } from '../../../sim/data/icons/icon-name.ts';
import { parseIconSet } from '../../../sim/data/icons/parse-icon-set.ts';
import { splitFamilies } from '../../../sim/data/icons/split-families.ts';

const none = { prefixes: [], suffixes: [] };

describe('iconName', () => {
  it.each([
    ['arrow-left-fill', none, 'arrow-left'],
    ['user-circle-20-filled', none, 'user-circle'],
    ['outline-home', { prefixes: ['outline'], suffixes: [] }, 'home'],
    ['car-outline-rounded', { prefixes: [], suffixes: ['rounded', 'outline-rounded'] }, 'car'],
    ['bold', none, 'bold'],
    ['fill', { prefixes: [], suffixes: ['fill'] }, 'fill'],
    ['line-chart', none, 'line-chart'],
    ['24-hours-line', none, '24-hours'],
  ])('%s', (raw, affixes, name) => expect(iconName(raw, affixes)).toBe(name));
});

describe('parseIconSet', () => {
  const info = { license: { spdx: 'MIT' }, palette: false };
  const body = '<path fill="currentColor" d="M0 0h4v2H0z"/>';

  it('puts a drawing in the middle of a square', () => {
    const icons = {
      icons: { 'bar-fill': { body, left: 2, width: 8 }, old: { body, hidden: true } },
      height: 4,
    };
    const { icons: read } = parseIconSet({ icons, info }, 'set');
    expect(read.map(({ name }) => name)).toEqual(['bar']);
    expect(read[0]!.svg).toContain('viewBox="2 -2 8 8"><path fill="#000"');
  });

  it('takes an alias for another name of its drawing, unless it differs in style alone', () => {
    const aliases = { settings: { parent: 'cog' }, 'cog-fill': { parent: 'cog' } };
    const { synonyms } = parseIconSet({ icons: { icons: { cog: { body } }, aliases }, info }, 'set');
    expect(synonyms).toEqual([['settings', 'cog']]);
  });

  it.each([
    [{ icons: {} }, { license: { spdx: 'GPL-3.0' } }, 'set: licence GPL-3.0; MIT, Apache-2.0'],
    [{ icons: {} }, {}, 'set: licence not stated; MIT'],
    [{ icons: {} }, { ...info, palette: true }, 'set: has colours of its own'],
    [{}, info, 'set: holds no "icons"'],
    [null, info, 'set: holds no "icons"'],
    [{ icons: { a: {} } }, info, 'set: icon a has no "body"'],
  ])('refuses what it cannot use: %j, %j', (icons, about, message) => {
    expect(() => parseIconSet({ icons, info: about }, 'set')).toThrow(message);
  });
});

describe('families', () => {
  it('hold every set once', () => {
    const sets = Object.values(iconFamilies).flat();
    expect(new Set(sets).size).toBe(sets.length);
    expect(sets.length).toBe(83);
  });

  it('are split so that each part has about its share', () => {
    const sizes = new Map(Array.from({ length: 72 }, (_, i) => [`family-${i}`, 50 + ((i * 37) % 400)]));
    const part = splitFamilies(sizes);
    expect([...part.keys()].sort()).toEqual([...sizes.keys()].sort());
    const total = [...sizes.values()].reduce((a, b) => a + b);
    const share = (wanted: string) =>
      [...part].filter(([, p]) => p === wanted).reduce((sum, [name]) => sum + sizes.get(name)!, 0) / total;
    expect(Math.abs(share('train') - 0.58)).toBeLessThan(0.04);
    expect(Math.abs(share('validation') - 0.21)).toBeLessThan(0.04);
    expect(Math.abs(share('test') - 0.21)).toBeLessThan(0.04);
  });
});
