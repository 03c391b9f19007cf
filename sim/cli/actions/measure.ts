import { type Column, textTable } from '../../report/text-table.ts';
import { networkFiles, obtainRunTables } from '../../scenario/obtain-run-tables.ts';
import { openScenario } from '../../scenario/open-scenario.ts';
import { cacheFolder } from '../cache-folder.ts';
import type { CliContext } from '../context.ts';
import { untilInterrupted } from '../interrupt.ts';
import { progressBar } from '../progress-bar.ts';

export interface MeasureFlags {
  readonly threads?: number;
  readonly cache?: string;
  readonly json: boolean;
  readonly again: boolean;
}

const columns: readonly Column[] = [
  { title: 'network', align: 'left' },
  { title: 'form', align: 'left' },
  { title: 'data', align: 'left' },
  { title: 'images', align: 'right' },
  { title: 'points', align: 'right' },
  { title: 'table', align: 'left' },
];

/** Obtains every outcome table of a scenario, executing what is missing, and lists them. */
export async function measure(this: CliContext, flags: MeasureFlags, name?: string): Promise<void> {
  const scenario = await openScenario(name, this.cwd);
  const bar = progressBar(this.stderr);
  let executed = 0;
  const startedMs = performance.now();
  const tables = await untilInterrupted(this.stderr, bar, 'sparsewatt measure', (signal) =>
    obtainRunTables(scenario, {
      signal,
      threads: flags.threads,
      cacheFolder: flags.cache === undefined ? undefined : cacheFolder(flags.cache, this.cwd),
      force: flags.again,
      onWarning: (message) => this.stderr.write(`warning: ${message}\n`),
      onProgress: (label, done, total) => {
        if (done === total) executed += total;
        bar.update(label, done, total, 'evaluations');
      },
    }),
  );
  bar.clear();
  const list = tables.flatMap((network) =>
    [network, ...(network.int8 ? [network.int8] : [])]
      .flatMap(({ validation, test, clean }) => [validation, test, ...(clean ? [clean] : [])])
      .map(({ table, origin }) => ({
        network: network.name,
        numericForm: table.key.numericForm,
        data: table.data,
        images: table.sampleCount,
        points: table.points.length,
        origin,
      })),
  );
  if (flags.json) {
    this.stdout.write(`${JSON.stringify({ schemaVersion: '1.0', tables: list })}\n`);
    return;
  }
  const rows = list.map((t) => [
    t.network,
    t.numericForm,
    t.data,
    String(t.images),
    String(t.points),
    t.origin,
  ]);
  this.stdout.write(`${textTable(columns, rows).join('\n')}\n`);
  const elapsedS = (performance.now() - startedMs) / 1000;
  if (executed > 0)
    this.stderr.write(
      `${executed.toLocaleString('en')} image evaluations of ${networkFiles(scenario).length} networks in ${elapsedS.toFixed(1)} s (${Math.round(executed / elapsedS).toLocaleString('en')}/s)\n`,
    );
  this.stderr.write(`next: sparsewatt run ${scenario.file}\n`);
}
