import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { optionalBackends } from '../../../kernels/backends/backend-report.ts';
import { probeBackend } from '../../../kernels/backends/probe-backend.ts';
import { detectGpuModes, detectWebGpu } from '../../../kernels/index.ts';

const folders: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Has the probes find a package of that name with this code. */
function installed(name: string, code: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-packages-'));
  folders.push(folder);
  const at = join(folder, 'node_modules', name);
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'package.json'), JSON.stringify({ name, main: 'index.js' }));
  writeFileSync(join(at, 'index.js'), code);
  vi.stubEnv('SPARSEWATT_PACKAGES', folder);
}

describe('the backends of this machine', () => {
  it('are told apart: tested ones with a small difference, others with a reason', async () => {
    const reports = [...(await detectGpuModes()), await detectWebGpu()];
    expect(reports.map((report) => report.backend)).toEqual([...optionalBackends]);
    for (const report of reports) {
      process.stderr.write(`${report.backend}: ${report.reason ?? report.adapter ?? 'ok'}\n`);
      if (report.selfTested) {
        expect(report).toMatchObject({ detected: true, reason: null, fix: null });
        expect(report.largestDifference).toBeGreaterThan(0);
        expect(report.largestDifference).toBeLessThan(1e-5);
      } else {
        expect(report.reason).toMatch(/\w/);
        expect(report.largestDifference).toBeNull();
      }
    }
    expect(reports.slice(0, 2).every((report) => report.selfTested)).toBe(true);
  });
});

describe('a backend that cannot run', () => {
  it.each([
    [
      'gpujs-headlessgl',
      'gl',
      'throw new Error("wrong ELF class\\nmore")',
      'does not load (wrong ELF class)',
      'npm rebuild gl',
    ],
    ['gpujs-headlessgl', 'gl', 'module.exports = () => null', 'no drawing context', 'xvfb-run'],
    [
      'webgpu',
      'webgpu',
      'throw new Error("GLIBC_2.38 not found")',
      'does not load (GLIBC_2.38 not found)',
      'npm install',
    ],
    [
      'gpujs-webgpu',
      'webgpu',
      'exports.create = () => ({ requestAdapter: async () => null })',
      'no WebGPU adapter',
      'docs/gpu.md',
    ],
  ] as const)('%s with a package %s: %s', async (backend, name, code, reason, fix) => {
    installed(name, code);
    const report = await probeBackend(backend);
    expect(report).toMatchObject({ backend, detected: false, selfTested: false });
    expect(report.reason).toContain(reason);
    expect(report.fix).toContain(fix);
  });

  it('because its driver ends the process', async () => {
    installed('webgpu', 'console.error("driver fault"); process.abort()');
    const { detected, reason } = await probeBackend('webgpu');
    expect(detected).toBe(false);
    expect(reason).toContain('SIGABRT');
    expect(reason).toContain('driver fault');
  });

  it('because it never answers', async () => {
    installed('webgpu', 'for (;;) {}');
    const { detected, reason } = await probeBackend('webgpu', { timeoutMs: 1500 });
    expect(detected).toBe(false);
    expect(reason).toContain('no answer within 1500 ms');
  });
});
