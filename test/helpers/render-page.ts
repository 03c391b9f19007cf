import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** A headless browser on the path; null where there is none. */
export const browser: string | null =
  names.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0) ?? null;

function inBrowser(html: string, flags: readonly string[], result: string): Buffer {
  if (!browser) throw new Error(`none of ${names.join(', ')} is on the path`);
  const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-page-'));
  try {
    const page = join(folder, 'page.html');
    writeFileSync(page, html);
    const common = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      `--user-data-dir=${folder}/profile`,
    ];
    const url = pathToFileURL(page).href;
    execFileSync(
      browser,
      [...common, ...flags.map((flag) => flag.replace('{}', join(folder, result))), url],
      { stdio: 'ignore' },
    );
    return readFileSync(join(folder, result));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first screen of a page as PNG. */
export const screenshot = (html: string, width: number, height: number): Buffer =>
  inBrowser(
    html,
    [`--window-size=${width},${height}`, '--force-device-scale-factor=1', '--screenshot={}'],
    'page.png',
  );

/** A page as it prints, PDF. */
export const printed = (html: string): Buffer =>
  inBrowser(html, ['--no-pdf-header-footer', '--print-to-pdf={}'], 'page.pdf');
