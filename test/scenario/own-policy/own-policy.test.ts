import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkPolicy } from '../../../sim/scenario/conformance/check-policy.ts';
import { prepareOwnPolicy } from '../../../sim/scenario/own-policy/prepare-own-policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-own-'));
const compiled = mkdtempSync(join(tmpdir(), 'sparsewatt-compiled-'));
afterAll(() => {
  for (const path of [folder, compiled]) rmSync(path, { recursive: true, force: true });
});

function prepare(name: string, text: string) {
  writeFileSync(join(folder, name), text);
  return prepareOwnPolicy(name, folder, compiled);
}

const body = (id = 'mine') =>
  `{ id: '${id}', create: () => ({ decide: () => 0, cost: { decideOperations: 1, reviewOperations: 0 } }) }`;

describe('a policy in a file', () => {
  it.each([
    ['JavaScript', 'plain.js', `export default ${body()};`],
    ['CommonJS', 'common.cjs', `module.exports = ${body()};`],
    [
      'TypeScript',
      'typed.ts',
      `import { type PolicyDefinition } from 'sparsewatt';\nconst p: PolicyDefinition = ${body()} as never;\nexport default p;`,
    ],
  ])('may be %s', async (_, name, text) => {
    const { definition } = await prepare(name, text);
    expect(definition).toMatchObject({ id: 'mine', title: 'mine', source: 'own policy', adaptive: true });
    expect(checkPolicy(definition, { trials: 2 }).every(({ broken }) => broken === null)).toBe(true);
  });

  it('may import TypeScript beside it, and is loaded anew when either changes', async () => {
    const text = `import { title } from './helper.ts';\nexport default { ...${body()}, title };`;
    const titles: string[] = [];
    for (const word of ['one', 'two']) {
      writeFileSync(join(folder, 'helper.ts'), `export const title: string = '${word}';`);
      titles.push((await prepare('parts.ts', text)).definition.title);
    }
    expect(titles).toEqual(['one', 'two']);
  });

  it.each([
    ['is not there', 'none.js', null, /none\.js.*there is no such file.*sparsewatt init policy/s],
    ['has no default export', 'a.js', 'export const a = 1;', /no policy as its default export/],
    ['has no create', 'b.js', "export default { id: 'b' };", /no function `create`/],
    ['has an odd id', 'c.js', `export default ${body('My Policy')};`, /id is "My Policy"; lower-case/],
    ['has a taken id', 'd.js', `export default ${body('dense')};`, /"dense", which is taken/],
    [
      'has the id of an option',
      'e.js',
      `export default ${body('static-three')};`,
      /"static-three", which is taken/,
    ],
    ['does not parse', 'f.js', 'export default {', /importing it failed/],
    ['throws', 'g.js', "throw new Error('oh');\nexport {};", /importing it failed: oh/],
  ])('is refused where it %s', async (_, name, text, message) => {
    const loading = text === null ? prepareOwnPolicy(name, folder, compiled) : prepare(name, text);
    await expect(loading).rejects.toThrow(message);
  });
});
