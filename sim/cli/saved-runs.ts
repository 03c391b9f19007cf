import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { RunReport } from '../report/run-report.ts';
import { CommandError } from './command-error.ts';
import { exitCode } from './exit-code.ts';

/** Refuses a file that could not be written, before a long run is spent on it. @throws CommandError */
export async function checkOutFile(file: string, flag = '--out'): Promise<void> {
  const refuse = (found: string) => {
    throw new CommandError(
      exitCode.usage,
      'E_OUT',
      `${flag} ${file}: ${found}`,
      'name a file in a folder that exists',
    );
  };
  const found = await stat(file).catch(() => null);
  if (found?.isDirectory()) refuse('this is a folder, a file is needed');
  await access(dirname(file), constants.W_OK).catch((error: NodeJS.ErrnoException) =>
    refuse(`the folder ${dirname(file)} cannot be written (${error.code})`),
  );
}

/** Writes a file whole or not at all. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(part, text);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Saves a run as `<cache>/runs/<scenario>-<first 12 digits of the result hash>.json` and returns that path. */
export async function saveRun(cache: string, report: RunReport): Promise<string> {
  const folder = join(cache, 'runs');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${report.scenario.name}-${report.resultHash.slice(0, 12)}.json`);
  await writeWhole(file, `${JSON.stringify(report)}\n`);
  return file;
}

async function savedRuns(cache: string): Promise<readonly string[]> {
  const folder = join(cache, 'runs');
  const names = await readdir(folder).catch(() => [] as string[]);
  const dated = await Promise.all(
    names
      .filter((name) => name.endsWith('.json'))
      .map(async (name) => ({ file: join(folder, name), at: (await stat(join(folder, name))).mtimeMs })),
  );
  return dated.sort((a, b) => b.at - a.at || (a.file < b.file ? -1 : 1)).map((run) => run.file);
}

/** The newest saved run, or null. */
export async function latestRun(cache: string): Promise<string | null> {
  return (await savedRuns(cache))[0] ?? null;
}

/**
 * File of a saved run.
 * @param name a JSON file, `latest`, or the start of a result hash
 * @throws CommandError when there is none or more than one
 */
export async function findRun(name: string, cache: string, cwd: string): Promise<string> {
  if (name.endsWith('.json')) return resolve(cwd, name);
  const runs = await savedRuns(cache);
  const latest = runs[0];
  if (name === 'latest' && latest) return latest;
  const matching = runs.filter((file) =>
    /-([0-9a-f]{12})\.json$/.exec(file)?.[1]?.startsWith(name.slice(0, 12)),
  );
  if (matching.length === 1) return matching[0]!;
  const folder = (await stat(resolve(cwd, name)).catch(() => null))?.isDirectory();
  if (folder)
    throw new CommandError(
      exitCode.invalidInput,
      'E_RUN_FOLDER',
      `${name} is a folder; a run is one JSON file`,
      'name the file of sparsewatt run ... --out FILE, the start of a result hash, or latest',
    );
  const found = runs.slice(0, 5).map((file) => basename(file));
  throw new CommandError(
    exitCode.invalidInput,
    'E_UNKNOWN_RUN',
    matching.length > 1
      ? `"${name}" could mean ${matching.length} saved runs: give more digits of the hash`
      : `there is no saved run "${name}" in ${join(cache, 'runs')}${found.length > 0 ? ` (newest: ${found.join(', ')})` : ''}`,
    'make one: sparsewatt run scenarios/smart-camera.yaml',
  );
}

const isReport = (document: unknown): document is { readonly resultHash: string } =>
  typeof document === 'object' &&
  document !== null &&
  'reportId' in document &&
  'resultHash' in document &&
  typeof document.resultHash === 'string';

/** What JSON says is wrong. It quotes the file, which may hold bytes that a terminal would obey. */
function brokenJson(text: string, { message }: Error): string {
  const isCut = text.startsWith('{') && !text.trimEnd().endsWith('}');
  const said = message.replace(/\p{C}|\ufffd/gu, '?');
  return `${isCut ? 'it ends in the middle, as if cut off' : 'not a JSON document'} (${said})`;
}

/** The version of its schema that a document claims, as text; null where it claims none. */
function schemaVersionOf(document: unknown): string | null {
  if (typeof document !== 'object' || document === null || !('schemaVersion' in document)) return null;
  return JSON.stringify(document.schemaVersion).slice(0, 20);
}

function madeBy(document: unknown): string {
  const tool = (document as { readonly tool?: { readonly version?: unknown } | null }).tool?.version;
  return typeof tool === 'string' ? `; it was made by version ${tool.slice(0, 20)}` : '';
}

/**
 * Reads and checks a saved run.
 * @throws CommandError naming the first key that is wrong
 */
export async function readRun(file: string): Promise<RunReport> {
  let document: unknown;
  let text = '';
  try {
    text = await readFile(file, 'utf8');
    document = JSON.parse(text);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new CommandError(
      exitCode.invalidInput,
      missing ? 'E_RUN_MISSING' : 'E_RUN_BROKEN',
      `${file}: ${missing ? 'there is no such file' : brokenJson(text, error as Error)}`,
      'make one: sparsewatt run scenarios/smart-camera.yaml --out run.json',
    );
  }
  const { runReportSchema } = await import('../report/run-report-schema.ts');
  const read = runReportSchema.safeParse(document);
  if (read.success) return read.data;
  if (isReport(document))
    throw new CommandError(
      exitCode.invalidInput,
      'E_RUN_REPORT',
      `${file} is a report made of a run, not the run`,
      `name the run: sparsewatt report ${document.resultHash.slice(0, 12)}`,
    );
  const ours = runReportSchema.shape.schemaVersion.value;
  const version = schemaVersionOf(document);
  if (version !== null && version !== JSON.stringify(ours))
    throw new CommandError(
      exitCode.invalidInput,
      'E_RUN_VERSION',
      `${file}: schemaVersion is ${version}; this version of SparseWatt reads "${ours}"${madeBy(document)}`,
      'open it with the version that made it, or make the run again: sparsewatt run SCENARIO --out FILE',
    );
  const first = read.error.issues[0]!;
  throw new CommandError(
    exitCode.invalidInput,
    'E_RUN_BROKEN',
    `${file}: ${first.path.join('.') || 'the document'}: ${first.message}`,
    'the file is of another version or was changed: make it again with sparsewatt run ... --out',
  );
}
