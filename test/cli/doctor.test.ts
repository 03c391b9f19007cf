import { afterEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { fakeContext } from './fake-context.ts';

interface Finding {
  readonly what: string;
  readonly status: string;
  readonly found: string;
  readonly fix: string | null;
}

const checks = [
  'Node',
  'machine',
  'cache',
  'profiles',
  'kernels (WebAssembly)',
  'kernels, fast mode',
  'gpu.js, mode cpu',
  'gpu.js, mode webasm',
  'gpu.js, mode headlessgl',
  'gpu.js, mode webgpu',
  'WebGPU kernels',
];

afterEach(() => void vi.unstubAllEnvs());

describe('sparsewatt doctor', () => {
  it('finds every backend: tested, or not available with the reason', async () => {
    const fake = fakeContext();
    expect(await main(['doctor', '--json'], fake.context)).toBe(0);
    const { findings } = JSON.parse(fake.stdout()) as { findings: Finding[] };
    expect(findings.map((finding) => finding.what)).toEqual(checks);
    for (const { what, status, found } of findings) {
      if (checks.indexOf(what) < 8) expect(status, what).toBe('ok');
      else if (status === 'ok') expect(found).toMatch(/difference from float64 \d\.\de-\d/);
      else expect([status, found.slice(0, 15)]).toEqual(['absent', 'not available: ']);
    }
  });

  it('says what is missing and what mends it, and is content without graphics', async () => {
    vi.stubEnv('VK_ICD_FILENAMES', '/nowhere.json');
    vi.stubEnv('SPARSEWATT_PACKAGES', '/nowhere');
    const fake = fakeContext();
    expect(await main(['doctor'], fake.context)).toBe(0);
    expect(fake.stdout()).toMatch(/^✓ gpu\.js, mode webasm: dense, CSR and ladder products: largest/m);
    expect(fake.stdout()).toMatch(
      /^– WebGPU kernels: not available: no WebGPU adapter.*\n {4}install .*docs\/gpu\.md/m,
    );
  });
});
