import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** A headless browser on the path; null where there is none. */
export const browser: string | null =
  names.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0) ?? null;

/** Why there are no pictures, for people. */
export const noBrowser = `none of ${names.join(', ')} is on the path (Debian: apt-get install chromium)`;

/** A way of looking at a page, and where it lies in the picture of all. */
export interface Screen {
  readonly name: 'wide' | 'phone' | 'dark' | 'print';
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The first screens of a desk and a phone, the dark one, and the first sheet of A4 as it prints. */
export const screens: readonly Screen[] = [
  { name: 'wide', left: 0, top: 0, width: 1280, height: 900 },
  { name: 'phone', left: 1300, top: 0, width: 390, height: 844 },
  { name: 'dark', left: 0, top: 920, width: 1280, height: 900 },
  { name: 'print', left: 1300, top: 920, width: 794, height: 1123 },
];

const font = 'DejaVu Sans';

/** Whether words are as wide here as in the stored pictures. */
export const sameFont: boolean = String(
  spawnSync('fc-list', [font, 'family'], { encoding: 'utf8' }).stdout ?? '',
).includes(font);

/** A page whose rules for dark screens or for paper hold on any screen. */
function dressed(page: string, { name }: Screen): string {
  const html = page.replace('system-ui,', `"${font}",system-ui,`);
  const light = html.replace('(prefers-color-scheme:dark)', 'not all');
  if (name === 'dark') return html.replace('(prefers-color-scheme:dark)', 'all');
  return name === 'print' ? light.replace('@media print', '@media all') : light;
}

function inBrowser(
  pages: Readonly<Record<string, string>>,
  flags: readonly string[],
  result: string,
): Buffer {
  if (!browser) throw new Error(noBrowser);
  const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-page-'));
  try {
    for (const [name, html] of Object.entries(pages)) writeFileSync(join(folder, name), html);
    const common = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      // Time that passes only when nothing is left to lay out.
      '--virtual-time-budget=4000',
      `--user-data-dir=${folder}/profile`,
    ];
    const url = pathToFileURL(join(folder, 'page.html')).href;
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

/** All screens of a page in one picture, PNG: a browser takes longer to start than to draw. */
export function screenshots(html: string): Buffer {
  const frames = screens.map(
    ({ name, left, top, width, height }) =>
      `<iframe src="${name}.html" style="position:absolute;border:0;left:${left}px;top:${top}px;width:${width}px;height:${height}px"></iframe>`,
  );
  const right = Math.max(...screens.map(({ left, width }) => left + width));
  const bottom = Math.max(...screens.map(({ top, height }) => top + height));
  return inBrowser(
    {
      'page.html': `<body style="background:#777">${frames.join('')}</body>`,
      ...Object.fromEntries(screens.map((screen) => [`${screen.name}.html`, dressed(html, screen)])),
    },
    [`--window-size=${right},${bottom}`, '--force-device-scale-factor=1', '--screenshot={}'],
    'page.png',
  );
}

/** A page as it prints, PDF. */
export const printed = (html: string): Buffer =>
  inBrowser({ 'page.html': html }, ['--no-pdf-header-footer', '--print-to-pdf={}'], 'page.pdf');
