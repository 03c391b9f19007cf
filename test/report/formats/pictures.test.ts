import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { html } from '../../../sim/report/formats/html.ts';
import { cropPng, type Png, readPng, tileBrightness } from '../../helpers/read-png.ts';
import { browser, noBrowser, printed, sameFont, screens, screenshots } from '../../helpers/render-page.ts';
import { fullSettings, greenSample } from '../green-sample.ts';

const stored = new URL('../../golden/report/report-screens.png', import.meta.url);

/**
 * Another raster of the same page differs by up to 1.4, a lost box by 2 to 6; other fonts move words by as much, and then
 * only what moves whole tiles is seen.
 */
const most = sameFont ? 1.9 : 6;

/** Mean distance of the tiles of two pictures, 0 to 255. */
function apart(now: Png, before: Png): number {
  const tiles = tileBrightness(before, 30);
  const distances = tileBrightness(now, 30).map((tile, i) => Math.abs(tile - tiles[i]!));
  return distances.reduce((sum, d) => sum + d, 0) / distances.length;
}

if (!browser) process.stderr.write(`pictures of report.html are not drawn: ${noBrowser}\n`);

describe.skipIf(!browser)(`report.html in ${browser ?? `no browser: ${noBrowser}`}`, () => {
  let page = '';
  let now: Png;
  let before: Png;
  beforeAll(async () => {
    page = String((await html(await greenSample(fullSettings)))[0]!.content);
    now = readPng(screenshots(page));
    before = readPng(readFileSync(stored));
  });

  it.each(screens)('looks like the stored picture: $name', (screen) => {
    const shown = cropPng(now, screen);
    expect(apart(shown, cropPng(before, screen))).toBeLessThan(most);
    if (screen.name === 'print') return;
    // Nothing reaches over the right edge: its last column is the page's own colour all the way down.
    const { channels, pixels, width, height } = shown;
    const edge = Array.from({ length: height }, (_, y) => pixels[(y * width + width - 1) * channels]);
    expect(new Set(edge).size).toBe(1);
  });

  it('is told from a page that lost a box', () => {
    const wide = cropPng(now, screens[0]!);
    const { width, channels } = wide;
    const pixels = wide.pixels.slice();
    // The answer and the four boxes under it.
    pixels.fill(253, 170 * width * channels, 670 * width * channels);
    expect(apart({ ...wide, pixels }, wide)).toBeGreaterThan(most);
    expect(apart(cropPng(now, screens[2]!), wide)).toBeGreaterThan(100);
  });

  it('prints', () => {
    const pdf = printed(page);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)!.length;
    expect(pages).toBeGreaterThanOrEqual(3);
    expect(pages).toBeLessThanOrEqual(10);
  });
});
