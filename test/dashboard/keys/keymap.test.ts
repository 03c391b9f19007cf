import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { footerText } from '../../../sim/dashboard/keys/footer-text.ts';
import { bindingFor, keymap } from '../../../sim/dashboard/keys/keymap.ts';
import { keymapMarkdown } from '../../../sim/dashboard/keys/keymap-markdown.ts';
import { screenIds } from '../../../sim/dashboard/screens/screen-id.ts';
import { packageRoot } from '../../../sim/package-root.ts';

describe('keymap', () => {
  it('is the table of docs/dashboard.md', () => {
    const page = readFileSync(join(packageRoot(), 'docs/dashboard.md'), 'utf8');
    expect(page).toContain(keymapMarkdown());
  });

  it('binds every key and names every action once', () => {
    const actions = keymap.map(({ action }) => action);
    expect(new Set(actions).size).toBe(actions.length);
    const everywhere = keymap.filter(({ on }) => !on).flatMap(({ keys }) => keys);
    expect(new Set(everywhere).size).toBe(everywhere.length);
    for (const screen of screenIds) {
      const own = keymap.filter(({ on }) => on?.includes(screen)).flatMap(({ keys }) => keys);
      expect(new Set(own).size).toBe(own.length);
      for (const key of [...everywhere, ...own]) expect(bindingFor(key, screen)?.keys).toContain(key);
    }
  });

  it('names the keys of a screen in its footer before those of all', () => {
    expect(footerText(60, 'policies')).toContain('x view  Space mark');
    expect(footerText(60, 'timeline')).toContain('+ zoom  - out  T go to');
    expect(footerText(200, 'overview')).not.toContain('s sort');
    expect(footerText(200, 'energy')).toMatch(/w report.*v knob.*: command/);
  });

  it('fills the footer with whole hints, the first ones on every width', () => {
    for (const screen of screenIds)
      for (let width = 60; width <= 200; width += 7) {
        const text = footerText(width, screen);
        expect([...text].length).toBeLessThanOrEqual(width);
        expect(text.startsWith('q quit  ? help  Tab screen')).toBe(true);
      }
  });
});
