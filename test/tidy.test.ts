import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const generated = new Set(['node_modules', 'dist', '.git', '.cache', 'coverage', '__pycache__']);

// Walked, not asked from git: the tests also run in a tree that was unpacked from an archive.
function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (generated.has(entry.name) || entry.name.endsWith('.log')) return [];
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : entry.isFile() ? [path] : [];
  });
}
const listed = filesUnder('.');
const texts = new Map(
  listed
    .filter((path) => !/\.(onnx|table|spikes)$/.test(path))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);
const matching = (pattern: RegExp): [path: string, text: string][] =>
  [...texts].filter(([path]) => pattern.test(path));

/** The arrows of docs/design.md as one order: a part imports parts above it, never one below. */
const order = [
  'kernels',
  'sim/engine',
  'sim/statistics',
  'sim/energy',
  'sim/schema',
  'sim/sweep',
  'sim/network',
  'sim/workload',
  'sim/data',
  'sim/sparsity',
  'sim/training',
  'sim/targets',
  'sim/calibration',
  'sim/host',
  'sim/predict',
  'sim/validate',
  'sim/policies',
  'sim/scenario/simulate',
  'sim/score',
  'sim/report',
  'sim/scenario',
  'sim/session',
  'sim/dashboard',
  'sim/cli',
  'sim/json-schema',
];
/** Stricter than the order: the engine knows nothing, policies know no target, the dashboard only the report and whom it asks. */
const only: Readonly<Record<string, readonly string[]>> = {
  'sim/engine': [],
  'sim/statistics': ['sim/engine'],
  'sim/policies': ['sim/engine', 'sim/statistics'],
  'sim/dashboard': ['sim/report', 'sim/session'],
};

const partOf = (path: string): string =>
  order.filter((part) => path.startsWith(`${part}/`)).sort((a, b) => b.length - a.length)[0] ?? dirname(path);

/** Paths of the project that a module imports, static or dynamic. */
function importsOf(path: string, text: string): string[] {
  const specifiers = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.{1,2}\/[^']+)'/g);
  return [...specifiers].map((match) => posix.join(posix.dirname(path), match[1]!));
}

function breach(from: string, to: string): boolean {
  const [user, used] = [partOf(from), partOf(to)];
  if (user === used || to === 'sim/package-root.ts') return false;
  if (user === 'sim') return used === 'sim/cli' || used === 'sim/dashboard';
  if (!order.includes(used)) return true;
  return order.indexOf(used) > order.indexOf(user) || !(only[user]?.includes(used) ?? true);
}

describe('the tree', () => {
  it('imports along the arrows of docs/design.md', () => {
    const modules = matching(/^(sim|kernels)\/.*\.tsx?$/);
    expect(modules.length).toBeGreaterThan(200);
    const edges = modules.flatMap(([path, text]) => importsOf(path, text).map((to) => [path, to] as const));
    expect(edges.length).toBeGreaterThan(500);
    expect(edges.filter(([from, to]) => breach(from, to)).map((edge) => edge.join(' -> '))).toEqual([]);
  });

  it.each([
    ['sim/engine/environment.ts', 'kernels/index.ts'],
    ['sim/targets/target.ts', 'sim/policies/policy.ts'],
    ['sim/policies/policy.ts', 'sim/targets/target.ts'],
    ['sim/scenario/simulate/cell-run.ts', 'sim/scenario/load-scenario.ts'],
    ['kernels/index.ts', 'sim/engine/random/random-stream.ts'],
  ])('would see %s import %s', (from, to) => {
    expect(breach(from, to)).toBe(true);
    expect(importsOf(from, `await import('${posix.relative(posix.dirname(from), to)}');`)).toEqual([to]);
  });

  it('names every folder of sim in the order', () => {
    const folders = new Set(matching(/^sim\/[^/]+\//).map(([path]) => partOf(path)));
    expect([...folders].filter((folder) => !order.includes(folder))).toEqual([]);
  });

  it('keeps code out of the data folders', () => {
    const code = /\.(ts|tsx|js|mjs|cjs|py|sh|wasm)$/;
    expect(listed.filter((path) => /^(hardware-profiles|scenarios)\//.test(path) && code.test(path))).toEqual(
      [],
    );
  });

  it('reads no clock and no unseeded random numbers where results are made', () => {
    const impure = /\bDate\.now\b|\bnew Date\b|\bMath\.random\b|\bperformance\.now\b|\bhrtime\b/;
    const modules = matching(
      /^sim\/(engine|targets|calibration|predict|validate|policies|workload|data|energy|score|statistics|scenario\/simulate)\//,
    );
    expect(modules.length).toBeGreaterThan(80);
    expect(modules.filter(([, text]) => impure.test(text)).map(([path]) => path)).toEqual([]);
  });

  it('keeps files under 400 lines', () => {
    const code = matching(/\.(ts|tsx|mjs|py|sh)$/);
    expect(code.filter(([, text]) => text.split('\n').length > 401).map(([path]) => path)).toEqual([]);
  });

  it('names files in kebab-case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;
    const modules = listed.filter((path) => /\.(ts|tsx|mjs)$/.test(path));
    expect(modules.filter((path) => !kebab.test(posix.basename(path)))).toEqual([]);
  });

  it('holds no path of one machine and no address of a registry', () => {
    const foreign =
      /(^|[\s'"`(=:])\/(work|home|root|Users)\/\w|registry\.(npmjs|yarnpkg)|artifactory|verdaccio|^\s*registry\s*=/;
    const found = matching(/./)
      .filter(([path]) => path !== 'test/tidy.test.ts')
      .flatMap(([path, text]) =>
        text
          .split('\n')
          .filter((line) => foreign.test(line))
          .map((line) => `${path}: ${line.trim().slice(0, 120)}`),
      );
    expect(found).toEqual([]);
  });
});
