import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { fakeContext } from './fake-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-kernel-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const call = async (...args: string[]) => {
  const fake = fakeContext(folder);
  const code = await main(['check-kernel', ...args], fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
};

const csr = (rowEnd: string) => `{
  name: 'csr-of-a-test',
  csr({ rows, cols, rowPointers, columns, values }, x, n) {
    if (x.length !== cols * n) throw new RangeError('X');
    const y = new Float32Array(rows * n);
    for (let r = 0; r < rows; r++)
      for (let e = rowPointers[r]; e < ${rowEnd}; e++)
        for (let j = 0; j < n; j++) y[r * n + j] += values[e] * x[columns[e] * n + j];
    return y;
  },
}`;
const right = csr('rowPointers[r + 1]');
const wrong = csr('rowPointers[r + 1] - 1');

writeFileSync(join(folder, 'right.mjs'), `export default ${right}`);
writeFileSync(join(folder, 'made.mjs'), `export default async () => (${right})`);
writeFileSync(join(folder, 'wrong.mjs'), `export default ${wrong}`);

describe('sparsewatt check-kernel', () => {
  it.each(['right.mjs', 'made.mjs'])('passes a right kernel: %s', async (file) => {
    const { code, stdout, stderr } = await call(file, '--runs', '20');
    expect(stderr).toBe('');
    expect(stdout).toContain('kernel csr-of-a-test obeys 14 laws: 280 cases, seed 42');
    expect(code).toBe(0);
  });

  it('ends with 4 for a wrong one, and its replay line goes straight to the same case', async () => {
    const { code, stdout, stderr } = await call('./wrong.mjs', '--seed', '7');
    expect(code).toBe(4);
    expect(stderr).toMatch(/^error E_KERNEL_LAW kernel csr-of-a-test breaks \d+ of 14 laws: exactness, /);
    expect(stdout).toContain('✗ exactness');
    expect(stdout).toContain('✓ fresh-result');
    const [, shown, replay] = /( {2}case: .*\n {2}found: .*)\n.*\n {2}replay: (.*)/.exec(stdout)!;
    const args = replay!.split(' ');
    expect(args.slice(0, 3)).toEqual(['sparsewatt', 'check-kernel', './wrong.mjs']);
    const again = await call(...args.slice(2));
    expect(again.code).toBe(4);
    expect(again.stdout).toContain(shown);
    expect(again.stdout).toContain('after:  1 case, made simpler 0 times');
  });

  it('prints one JSON document', async () => {
    const { code, stdout } = await call(
      'wrong.mjs',
      '--json',
      '--law',
      'exactness,bad-input',
      '--runs',
      '50',
    );
    expect(code).toBe(4);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schemaVersion: '1.0', kernel: 'csr-of-a-test', seed: 42, runs: 50 });
    expect(document.laws).toMatchObject([
      {
        id: 'exactness',
        products: [{ product: 'csr', holds: false, broken: { counterexample: { rows: 1, cols: 1, n: 1 } } }],
      },
      { id: 'bad-input', products: [{ product: 'csr', holds: true, cases: 50 }] },
    ]);
  });

  it('leaves out what the kernel does not promise', async () => {
    const lax = right.replace(/if \(x\.length.*\n/, '\n');
    writeFileSync(join(folder, 'lax.mjs'), `export default ${lax}`);
    expect((await call('lax.mjs', '--runs', '20')).stderr).toContain('breaks 1 of 14 laws: bad-input');
    expect((await call('lax.mjs', '--runs', '20', '--no-bad-input')).code).toBe(0);
    const twoOfFour = `{ name: 'two-of-four', nm({ rows, cols, kept, group, positions, values }, x, n) {
      if (kept !== 2 || group !== 4) throw new Error('only 2:4');
      if (x.length !== cols * n) throw new RangeError('X');
      const y = new Float32Array(rows * n);
      for (let e = 0; e < values.length; e++)
        for (let j = 0; j < n; j++)
          y[Math.floor(e / (cols / 2)) * n + j] += values[e] * x[((e % (cols / 2) >> 1) * 4 + positions[e]) * n + j];
      return y;
    } }`;
    writeFileSync(join(folder, 'nm.mjs'), `export default ${twoOfFour}`);
    expect((await call('nm.mjs', '--runs', '50')).stdout).toContain('the kernel throws Error: only 2:4');
    expect((await call('nm.mjs', '--runs', '50', '--nm', '2:4')).stderr).toBe('');
  });

  it.each<[what: string, file: string, text: string | null, code: string, told: string]>([
    ['a missing file', 'absent.mjs', null, 'E_KERNEL_MISSING', 'there is no such file'],
    ['a folder', '.', null, 'E_KERNEL_MISSING', 'it is a folder'],
    [
      'no default export',
      'named.mjs',
      `export const kernel = ${right}`,
      'E_KERNEL_EXPORT',
      'it exports kernel',
    ],
    ['nothing at all', 'empty.mjs', '', 'E_KERNEL_EXPORT', 'there is no default export'],
    ['a number', 'number.mjs', 'export default 7', 'E_NOT_A_KERNEL', 'a number is no kernel'],
    ['a kernel without a name', 'nameless.mjs', 'export default { csr() {} }', 'E_NOT_A_KERNEL', 'no name'],
    [
      'a misspelt product',
      'spelt.mjs',
      "export default { name: 'k', colums() {} }",
      'E_NOT_A_KERNEL',
      'did you mean "columns"?',
    ],
    [
      'a product that is no function',
      'data.mjs',
      "export default { name: 'k', csr: 1 }",
      'E_NOT_A_KERNEL',
      'csr is a number',
    ],
    [
      'a class',
      'class.mjs',
      'export default class Mine {}',
      'E_NOT_A_KERNEL',
      'export default () => new Mine();',
    ],
    ['an import that throws', 'throws.mjs', "throw new Error('boom')", 'E_KERNEL_IMPORT', 'Error: boom'],
    [
      'a function that throws',
      'factory.mjs',
      "export default () => { throw new Error('no adapter'); }",
      'E_KERNEL_IMPORT',
      'no adapter',
    ],
    [
      'a function that never makes one',
      'never.mjs',
      'export default () => new Promise(() => {})',
      'E_KERNEL_HUNG',
      'no kernel after 2000 ms',
    ],
    [
      'an import that never ends',
      'await.mjs',
      'await new Promise(() => {}); export default 1',
      'E_KERNEL_HUNG',
      'not imported after 2000 ms',
    ],
  ])('refuses %s and ends with 3', async (_what, file, text, error, told) => {
    if (text !== null) writeFileSync(join(folder, file), text);
    const { code, stdout, stderr } = await call(file, '--timeout', '2000');
    expect(stderr).toContain(`error ${error} ${file}`);
    expect(stderr).toContain(told);
    expect(stdout).toBe('');
    expect(code).toBe(3);
  });

  it('waits for a call that never ends once, not for every simpler case', async () => {
    writeFileSync(
      join(folder, 'hangs.mjs'),
      "export default { name: 'hangs', dense: () => new Promise(() => {}) }",
    );
    const { code, stdout } = await call('hangs.mjs', '--law', 'reference', '--timeout', '2000');
    expect(code).toBe(4);
    expect(stdout).toContain('dense: no result after 2000 ms');
    expect(stdout).toContain('made simpler 0 times');
  });

  it.each([
    [['--law', 'exactnes'], 'did you mean "exactness"?'],
    [['--product', 'dense'], 'there is no product "dense" in kernel csr-of-a-test'],
    [['--law', 'gate'], 'gate says nothing about csr'],
    [['--path', '0:1'], 'give --law and --product with it'],
    [['--path', 'x'], '"x" is not a path'],
    [
      ['--law', 'exactness', '--path', '0:999'],
      'path 0:999 leads to no case of the law exactness on csr from seed 42',
    ],
    [['--nm', '4:2'], '"4:2" is not N:M'],
    [['--runs', '0'], 'whole number of at least 1'],
  ])('refuses %j as a usage error', async (flags, told) => {
    const { code, stdout, stderr } = await call('right.mjs', ...flags);
    expect(stderr).toContain(told);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('the built command', () => {
  const bin = join(packageRoot(), 'dist', 'sim', 'cli', 'bin.js');
  const spawn = (file: string, ...args: string[]) =>
    spawnSync(process.execPath, [file, 'check-kernel', ...args], { cwd: folder, encoding: 'utf8' });

  it('says where a thrown error comes from, and how to see where a syntax error is', () => {
    writeFileSync(join(folder, 'throws.mjs'), "throw new Error('boom')");
    const thrown = spawn(bin, 'throws.mjs');
    expect(thrown.stderr).toMatch(
      /^error E_KERNEL_IMPORT throws\.mjs: the import throws Error: boom\n {2}at .*throws\.mjs:1:\d+\n$/,
    );
    writeFileSync(join(folder, 'syntax.mjs'), 'export default {;');
    const { status, stderr } = spawn(bin, 'syntax.mjs');
    expect(stderr).toMatch(
      /^error E_KERNEL_IMPORT syntax\.mjs: .* SyntaxError: .*\n {2}see where: node --check syntax\.mjs\n$/,
    );
    expect(status).toBe(3);
  });

  it('loads TypeScript where Node can, and says how where it cannot', () => {
    writeFileSync(join(folder, 'typed.mts'), `const kernel: object = ${right};\nexport default kernel;\n`);
    const { status, stdout, stderr } = spawn(bin, 'typed.mts', '--runs', '5');
    if (status === 0) expect(stdout).toContain('obeys 14 laws');
    else {
      expect(status).toBe(3);
      expect(stderr).toContain('E_KERNEL_TYPESCRIPT typed.mts');
      expect(stderr).toContain('--import tsx');
      const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
      const args = ['--import', tsx, bin, 'check-kernel', 'typed.mts', '--runs', '5'];
      expect(spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout).toContain(
        'obeys 14 laws',
      );
    }
  });

  it('says how to install fast-check where it is missing', () => {
    const bare = join(folder, 'bare');
    mkdirSync(join(bare, 'node_modules', '@stricli'), { recursive: true });
    for (const part of ['package.json', 'dist', 'node_modules/@stricli/core'])
      cpSync(join(packageRoot(), part), join(bare, part), { recursive: true });
    const { status, stdout, stderr } = spawn(join(bare, 'dist', 'sim', 'cli', 'bin.js'), 'right.mjs');
    expect(stderr).toBe(
      'error E_MISSING_PACKAGE the package fast-check is not installed\n  install it: npm install fast-check\n',
    );
    expect(stdout).toBe('');
    expect(status).toBe(5);
  });
});
