import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../../sim/report/formats/html.ts';
import { readPng, tileBrightness } from '../../helpers/read-png.ts';
import { browser, printed, screenshot } from '../../helpers/render-page.ts';
import { fullSettings, greenSample } from '../green-sample.ts';

const stored = (name: string) => readFileSync(new URL(`../../golden/report/${name}`, import.meta.url));
let page = '';
beforeAll(async () => {
  if (browser) page = String((await html(await greenSample(fullSettings)))[0]!.content);
});

// No browser, no pictures: Debian's package chromium has one.
describe.skipIf(!browser)(
  `report.html in ${browser ?? 'a headless browser, of which there is none here'}`,
  () => {
    it.each([
      ['report-1280.png', 1280, 900],
      ['report-390.png', 390, 844],
    ] as const)('looks like %s', (name, width, height) => {
      const now = readPng(screenshot(page, width, height));
      const before = readPng(stored(name));
      expect([now.width, now.height]).toEqual([before.width, before.height]);
      const tiles = tileBrightness(before, 30);
      const apart = tileBrightness(now, 30).map((tile, i) => Math.abs(tile - tiles[i]!));
      // Other fonts move words by pixels; a box that is lost, or text over text, moves whole tiles.
      expect(apart.reduce((sum, d) => sum + d, 0) / apart.length).toBeLessThan(6);
      // Nothing reaches over the right edge: its last column is the page's own colour all the way down.
      const { channels, pixels } = now;
      const edge = Array.from({ length: height }, (_, y) => pixels[(y * width + width - 1) * channels]);
      expect(new Set(edge).size).toBe(1);
    });

    it('prints', () => {
      const pdf = printed(page);
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length;
      expect(pages).toBeGreaterThanOrEqual(3);
      expect(pages).toBeLessThanOrEqual(9);
    });
  },
);
