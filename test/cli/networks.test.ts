import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../sim/cli/main.ts';
import { packageRoot } from '../../sim/package-root.ts';
import { fakeContext } from './fake-context.ts';

async function call(...args: string[]) {
  const fake = fakeContext(packageRoot());
  const code = await main(args, fake.context);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

describe('sparsewatt networks', () => {
  it('lists ids with input, multiply-accumulates and parameters, and the forms of more', async () => {
    const { code, stdout } = await call('networks', 'list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^mlperf-tiny-ic +3 x 32 x 32 +12,501,632 +77,706 +15$/m);
    expect(stdout).toMatch(/^ {2}mobilenet-v2-WIDTH-RESOLUTION with widths/m);
  });

  it('lists the same as JSON, with totals by kind', async () => {
    const { networks, forms } = JSON.parse((await call('networks', 'list', '--json')).stdout);
    const found = networks.find(({ id }: { id: string }) => id === 'mlperf-tiny-kws');
    expect(found).toMatchObject({ macs: 2_656_768, params: 22_604, inputShape: [1, 1, 49, 10] });
    expect(found.byKind.depthwise).toEqual({ operators: 4, macs: 288_000, params: 2560 });
    expect(forms.length).toBeGreaterThan(3);
  });

  it('shows every operator of one, and of a file', async () => {
    const { stdout } = await call('networks', 'show', 'mlperf-tiny-ad');
    expect(stdout).toMatch(/^fc0 +fully-connected +640 +128 +81,920 +81,920$/m);
    expect(stdout).toMatch(/^total +264,192 +265,864 with biases$/m);
    const shown = JSON.parse((await call('networks', 'show', 'mlperf-tiny-ad', '--json')).stdout);
    expect(shown.operatorList).toHaveLength(10);
    const file = join('scenarios', 'models', 'digits-ladder.onnx');
    expect((await call('networks', 'show', file)).stdout).toMatch(/^total +[\d,]+/m);
  });

  it('ends with exit code 3 for what is no network', async () => {
    const { code, stdout, stderr } = await call('networks', 'show', 'resnet50');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain('resnet-50-v1.5');
  });
});
