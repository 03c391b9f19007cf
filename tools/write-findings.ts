/**
 * Runs every shipped scenario and writes docs/findings.md: `npx tsx tools/write-findings.ts` after `npm run build`. The live
 * check is left to `sparsewatt run`; tables that are not shipped are measured, which needs their data.
 *   --only NAME,NAME    these scenarios alone, printed instead of written
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { version } from '../sim/cli/version.ts';
import { packageRoot } from '../sim/package-root.ts';
import type { RunReport } from '../sim/report/run-report.ts';
import { openScenario } from '../sim/scenario/open-scenario.ts';
import { runScenario } from '../sim/scenario/run-scenario.ts';
import { findingsText } from './findings/findings-text.ts';
import { findingsInputHash } from './findings/input-hash.ts';

const { values: flags } = parseArgs({ options: { only: { type: 'string' } } });
const root = packageRoot();
const only = flags.only?.split(',');
const names = readdirSync(join(root, 'scenarios'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace(/\.yaml$/, ''))
  .filter((name) => only === undefined || only.includes(name))
  .sort();

async function main(): Promise<void> {
  const reports: RunReport[] = [];
  for (const name of names) {
    const started = performance.now();
    const scenario = await openScenario(`scenarios/${name}.yaml`, root);
    const { report } = await runScenario(scenario, { version: version(), live: false });
    reports.push(report);
    process.stderr.write(`${name}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  }
  const text = findingsText(reports, findingsInputHash());
  if (only) process.stdout.write(text);
  else writeFileSync(join(root, 'docs', 'findings.md'), text);
}

await main();
