import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Coefficients } from '../../sim/calibration/fit/coefficients.ts';
import { fitHost, type HostCalibration } from '../../sim/host/calibrate-host.ts';
import { heldOutLayers, hostLayers, hostSparsities } from '../../sim/host/host-layers.ts';
import { hostProfile } from '../../sim/host/host-profile.ts';
import { hostTerm } from '../../sim/host/host-term.ts';
import { type HostTime, measureLayers } from '../../sim/host/measure-layers.ts';
import { measureMemory } from '../../sim/host/measure-memory.ts';
import { loadProfile } from '../../sim/targets/load-profile.ts';

const caches = { l1Bytes: 32 * 1024, l2Bytes: 1024 * 1024 };

/** Times of a machine that is as the model says, with costs that are not the priors. */
function modelled(shift: (name: string) => number): HostTime[] {
  return hostLayers.flatMap((layer) =>
    hostSparsities.map((sparsity) => {
      const coefficients = new Coefficients();
      const parts = { layer, sparsity, activeShare: 1 - sparsity, dense: sparsity === 0 };
      const term = hostTerm(parts, caches, coefficients);
      const local = Float64Array.from(term.indices, (index) => {
        const name = coefficients.names[index]!;
        return coefficients.means[index]! + (name.startsWith('layer ') ? 0 : shift(name));
      });
      return { ...parts, latencyNs: Math.exp(term.evaluate(local, new Float64Array(local.length))) };
    }),
  );
}

describe('the layers of the host', () => {
  it('are thirty, of which a third is held out, drawn once', () => {
    expect(new Set(hostLayers.map((layer) => layer.id)).size).toBe(30);
    expect([...heldOutLayers]).toMatchInlineSnapshot(`
      [
        "768x768-n1",
        "conv-128-128-14x14",
        "1000x2048-n1",
        "64x576-n196",
        "256x256-n64",
        "pointwise-64-128-14x14",
        "pointwise-32-192-28x28",
        "conv-128-128-7x7",
        "512x512-n8",
        "pointwise-128-128-28x28",
      ]
    `);
  });
});

describe('the model of the host', () => {
  it('finds the costs of a machine that is as it says, and predicts layers that it had not seen', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.8, max: 0.8, noNaN: true }), fc.nat(1000), (size, seed) => {
        const shift = (name: string) => size * Math.sin(seed + name.length * 7.3 + name.charCodeAt(0));
        const { predictions, fittedRows } = fitHost(modelled(shift), caches);
        expect(fittedRows).toBe(20 * hostSparsities.length);
        expect(predictions).toHaveLength(10 * hostSparsities.length);
        for (const { measuredNs, lowNs, centralNs, highNs } of predictions) {
          expect(Math.abs(centralNs / measuredNs - 1)).toBeLessThan(0.06);
          expect(lowNs).toBeLessThan(centralNs);
          expect(centralNs).toBeLessThan(highNs);
        }
      }),
      { seed: 3, numRuns: 12 },
    );
  });
});

describe('measuring the host', () => {
  it('times sparser weights as faster, and memory as a rate', async () => {
    const layers = hostLayers.filter((layer) => ['256x256-n64', 'conv-32-64-14x14'].includes(layer.id));
    const { times } = await measureLayers(layers, [0, 0.95], { rounds: 2, minimumMs: 0.5 });
    for (const layer of layers) {
      const [dense, sparse] = times.filter((time) => time.layer === layer);
      expect(dense!.dense).toBe(true);
      expect(sparse!.latencyNs).toBeLessThan(dense!.latencyNs);
    }
    expect(measureMemory().every((rate) => rate.copyBytesPerS > 1e8)).toBe(true);
  });

  it('gives a profile that loads, with and without a stated power', async () => {
    const host: HostCalibration = {
      processor: 'a test',
      cores: 2,
      node: 'v20',
      build: 'fast',
      wide: false,
      caches,
      memory: [16e3, 256e3, 4e6, 128e6].map((workingSetBytes) => ({ workingSetBytes, copyBytesPerS: 2e10 })),
      ...fitHost(
        modelled(() => 0.2),
        caches,
      ),
    };
    const folder = await mkdtemp(join(tmpdir(), 'sparsewatt-host-'));
    try {
      const file = join(folder, 'my-machine.yaml');
      await writeFile(file, hostProfile('my-machine', host, { activeW: 8, idleW: 2 }));
      const { profile } = await loadProfile(file);
      expect(profile).toMatchObject({ id: 'my-machine', class: 'server-cpu' });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
