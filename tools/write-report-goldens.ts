/**
 * Writes the files of test/golden/report: the sample report in every format (Parquet and most pictures are checked otherwise), and its first
 * screens where a headless browser is on the path.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatNames } from '../sim/report/formats/format-names.ts';
import { loadFormat } from '../sim/report/formats/load-format.ts';
import { browser, screenshots } from '../test/helpers/render-page.ts';
import { fullSettings, greenSample } from '../test/report/green-sample.ts';

const folder = fileURLToPath(new URL('../test/golden/report', import.meta.url));
await mkdir(folder, { recursive: true });
const report = await greenSample(fullSettings);
for (const name of formatNames) {
  const format = await loadFormat(name);
  for (const { name: file, content } of await format(report)) {
    if (file.startsWith('plot-') && file !== 'plot-tornado.vl.json') continue;
    if (typeof content === 'string') await writeFile(join(folder, file), content);
    if (file !== 'report.html' || !browser) continue;
    await writeFile(join(folder, 'report-screens.png'), screenshots(String(content)));
  }
}
