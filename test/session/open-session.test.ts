import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { openSession } from '../../sim/session/open-session.ts';
import { openPty } from '../terminal/pty-screen.ts';
import { sessionOf } from '../terminal/session-of.ts';
import { shortScenario } from './short-scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-session-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const network = 'digits-small-025.onnx';
copyFileSync(join(packageRoot(), 'scenarios', 'models', network), join(folder, network));
const file = shortScenario(folder, { network });

describe('the process of a session', () => {
  it('fails what was asked and what is asked when it is stopped, and can be closed then', async () => {
    const session = openSession({
      cwd: folder,
      scenario: file,
      scenarioHash: null,
      threads: 1,
      version: '0.0.0',
    });
    const run = session.ask('run', { anew: false }, { onPart: () => session.stop() });
    await expect(run).rejects.toThrow('the process of the session has ended (SIGKILL)');
    await expect(session.ask('run', { anew: false })).rejects.toThrow('has ended');
    await session.close();
  });

  it.runIf(process.platform === 'linux')('ends when whoever asked is killed', async () => {
    const bin = join(packageRoot(), 'dist/sim/cli/bin.js');
    const screen = openPty([bin, 'dash', file, '--cache', folder], 80, 24, {}, folder);
    await screen.waitFor(/simulating|✓ done/);
    const session = sessionOf(screen.pid);
    screen.kill('SIGKILL');
    await screen.exited;
    await vi.waitFor(() => expect(() => process.kill(session, 0)).toThrow('ESRCH'), { timeout: 20_000 });
  });
});
