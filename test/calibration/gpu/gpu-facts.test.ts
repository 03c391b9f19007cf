import { beforeAll, describe, expect, it } from 'vitest';
import { type GpuFacts, gpuFactOf, withGpus } from '../../../sim/calibration/gpu/gpu-facts.ts';
import { loadGpuFacts } from '../../../sim/calibration/gpu/load-gpu-facts.ts';
import { peakMacsPerS } from '../../../sim/calibration/gpu/precision.ts';
import { loadMeasured } from '../../../sim/calibration/measured/load-measured.ts';
import type { GpuProfile } from '../../../sim/targets/gpu/profile-schema.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';

let facts: GpuFacts;
beforeAll(async () => {
  facts = await loadGpuFacts();
});

const fact = (device: string, chip = device) => gpuFactOf({ device, chip }, facts)!;

describe('facts of GPUs', () => {
  it('are there for every device that measured a time', async () => {
    const rows = (await loadMeasured(['server-gpu', 'edge-gpu'])).filter(
      (row) => row.latencyMs !== null || row.throughputPerS !== null,
    );
    expect(rows.length).toBeGreaterThan(150);
    expect(rows.filter((row) => gpuFactOf(row, facts) === null)).toEqual([]);
  });

  it('tell boards of one chip apart, and speak for boards that have no profile', () => {
    expect(fact('a100-pcie-40gb', 'a100').dramBytesPerS).toBe(1555e9);
    expect(fact('a100-sxm-80gb', 'a100').powerLimitW).toBe(400);
    expect(fact('a100-pcie-80gb', 'a100')).toBe(fact('a100'));
    expect(gpuFactOf({ device: 'new', chip: 'unknown' }, facts)).toBeNull();
  });

  it('are those of the fastest mode, in SI units', () => {
    expect(fact('jetson-agx-orin', 'tegra-orin')).toMatchObject({
      targetClass: 'edge-gpu',
      clockHz: 1.3e9,
      dramBytesPerS: 204.8e9,
      int8MacsPerS: 42.5e12,
      multiprocessors: 16,
    });
  });

  it('fall back on the next wider numbers that a chip has units for', () => {
    expect(peakMacsPerS(fact('t4'), 'int8')).toBe(65e12);
    expect(peakMacsPerS(fact('jetson-tx1'), 'int8')).toBe(512e9);
    expect(peakMacsPerS(fact('jetson-tx1'), 'fp32')).toBe(256e9);
    expect(peakMacsPerS({ ...fact('t4'), fp32MacsPerS: null }, 'fp32')).toBeNull();
  });

  it("take a user's own profile in, beside or in place of a shipped one", async () => {
    const { profile } = await loadProfile('a2');
    const own = { ...(profile as GpuProfile), id: 'my-card', chip: 'a2' };
    const doubled = { ...own, dramBandwidth: { ...own.dramBandwidth, value: 400 } };
    const more = withGpus(facts, [doubled]);
    expect(gpuFactOf({ device: 'my-card', chip: 'a2' }, more)!.dramBytesPerS).toBe(400e9);
    expect(gpuFactOf({ device: 'a2', chip: 'a2' }, more)!.dramBytesPerS).toBe(200.1e9);
    expect(gpuFactOf({ device: 'my-card', chip: 'none' }, facts)).toBeNull();
  });
});
