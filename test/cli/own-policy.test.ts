import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { policyTemplate } from '../../sim/cli/policy-template.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { fakeContext } from './fake-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-mine-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The built command, as users run it: own policies import the package natively, not through a test runner. */
function call(...args: string[]) {
  const bin = join(packageRoot(), 'dist', 'sim', 'cli', 'bin.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

/** Without a process: for what imports nothing of the user's. */
async function callHere(...args: string[]) {
  const fake = fakeContext(folder);
  const code = await main(args, fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

writeFileSync(
  join(folder, 'short.yaml'),
  `schemaVersion: 1
name: short
title: A minute of a network of one point on a microcontroller
network: ${join(packageRoot(), 'scenarios', 'models', 'digits-small-025.onnx')}
data: degraded-mnist
pairedSeeds: 2
horizonS: 60
objective: { accuracyFloor: 0.9, missBudget: 0.05 }
arrivals: { process: motion-triggered, loads: [0.5], meanMotionS: 10, conditionDwellS: 20 }
classes: { mcu: { activeShare: 0.5, deadlineFactor: 1.5 } }
grid: { zone: FR, year: 2024 }
targets: [{ target: nucleo-l4r5zi, runtimes: [sparsewatt-4x1] }]
policies: [dense, best-static]
`,
);

describe('sparsewatt init policy', () => {
  it('writes the example, under the name that is asked for, and never over a file', async () => {
    const example = readFileSync(join(packageRoot(), 'examples', 'my-policy.ts'), 'utf8');
    expect(policyTemplate('ts', 'my-policy')).toBe(example);
    const { code, stdout } = await callHere('init', 'policy', 'eager.js');
    expect(code).toBe(0);
    expect(stdout).toContain('sparsewatt run --policy ./eager.js');
    expect(readFileSync(join(folder, 'eager.js'), 'utf8')).toBe(policyTemplate('js', 'eager'));
    expect(policyTemplate('js', 'eager')).not.toMatch(/: Policy|type Policy|\]!/);
    expect(await callHere('init', 'policy', 'eager.js')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('eager.js exists already'),
    });
    expect((await callHere('init', 'policy', 'Eager.js')).code).toBe(2);
    expect((await callHere('init', 'policy', 'eager.py')).code).toBe(2);
    expect(existsSync(join(folder, 'eager.py'))).toBe(false);
  });
});

describe('sparsewatt check-policy', { timeout: 240_000 }, () => {
  it('passes the template and a shipped policy', async () => {
    writeFileSync(join(folder, 'begun.ts'), policyTemplate('ts', 'begun'));
    writeFileSync(join(folder, 'begun.js'), policyTemplate('js', 'begun'));
    for (const name of ['./begun.ts', './begun.js', 'ucb-bandit']) {
      const run = name.startsWith('.') ? call : callHere;
      const { code, stdout } = await run('check-policy', name, '--trials', '4');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^\S+, 4 trials\n( {2}✓ .*\n){7}$/);
    }
  });

  it('ends with 4 and the case where a law is broken', async () => {
    const code =
      "export default { id: 'bad', create: () => ({ decide: () => 99, cost: { decideOperations: 0, reviewOperations: 0 } }) };";
    writeFileSync(join(folder, 'bad.mjs'), code);
    const found = call('check-policy', 'bad.mjs');
    expect(found.code).toBe(4);
    expect(found.stdout).toContain('decide answered 99');
    expect(found.stderr).toContain('breaks 1 of 7 laws: legal');
    expect((await callHere('check-policy', 'ucb-bandid')).stderr).toContain('did you mean "ucb-bandit"?');
  });
});

describe('sparsewatt run --policy', { timeout: 240_000 }, () => {
  it('scores own policies on worker threads, stops one that loops, and says how to run it again', async () => {
    const cost = 'cost: { decideOperations: 4, reviewOperations: 0 }';
    writeFileSync(
      join(folder, 'mine.ts'),
      `import type { PolicyDefinition } from 'sparsewatt';
const mine: PolicyDefinition = { id: 'mine', title: 'Mine', source: 'test', signal: 'none', adaptive: true,
  parameters: { last: { unit: '1', low: 0, high: 1, default: 0, meaning: 'A test.' } },
  create: ({ choices }, values = {}) => ({ decide: () => choices.at(values['last'] === 1 ? -1 : 0)!, ${cost} }) };
export default mine;`,
    );
    writeFileSync(
      join(folder, 'loops.js'),
      `export default { id: 'loops', create: () => ({ decide() { for (;;); }, ${cost} }) };`,
    );
    const flags = ['--policy', './mine.ts', '--policy', './loops.js', '--policy', 'ucb-bandit'];
    const args = ['run', 'short.yaml', '--json', '--cache', 'cache', '--set', 'mine.last=1', ...flags];
    const { code, stdout, stderr } = call(...args);
    expect(stderr).not.toContain('error');
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    const row = (policy: string) => report.results.find((r: { policy: string }) => r.policy === policy);
    expect(row('mine:last=1')).toMatchObject({ fits: true });
    expect(row('mine:last=1').energyByCauseJ.policy).toBeGreaterThan(0);
    expect(row('loops').notRun).toMatch(/failed: a call of it took longer than 5 s/);
    expect(row('ucb-bandit').fits).toBe(true);
    expect(report.reproduce).toContain(
      '--policy ./mine.ts --policy ./loops.js --policy ucb-bandit --set mine.last=1',
    );
  });
});
