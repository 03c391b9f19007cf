import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { loadProfile } from '../../sim/targets/load-profile.ts';
import type { McuProfile } from '../../sim/targets/mcu/profile-schema.ts';
import { measuredRows } from '../../tools/fit-constants.ts';
import { allowedDrift, fitAll } from '../../tools/fit-profiles.ts';
import { type ReferenceNetwork, referenceNetworks } from '../../tools/reference-networks.ts';

describe('reference networks', () => {
  // MACs as counted in the published model files.
  it.each([
    ['ad', 264_192],
    ['ic', 12_501_632],
    ['kws', 2_656_768],
    ['vww', 7_489_664],
    ['resnet50', 4_089_186_304],
  ] as const)('%s has %d multiply-accumulates', (name: ReferenceNetwork, macs) => {
    expect(referenceNetworks[name]().reduce((sum, work) => sum + work.grossMacs, 0)).toBe(macs);
  });
});

describe('fitted constants', () => {
  it('are what the rows in hardware-profiles/measured give', async () => {
    const { constants } = await fitAll();
    expect(constants.length).toBeGreaterThan(15);
    for (const { profile, constant, fitted, held } of constants)
      expect(Math.abs(fitted / held - 1), `${profile} ${constant}: ${fitted} against ${held}`).toBeLessThan(
        allowedDrift,
      );
  });

  it('reproduce every row within the stated interval', async () => {
    const { predictions } = await fitAll();
    expect(predictions.length).toBeGreaterThan(25);
    for (const p of predictions) {
      const ratio = p.measured / p.predicted;
      expect(ratio, p.row).toBeGreaterThan(p.low * (1 - 1e-3));
      expect(ratio, p.row).toBeLessThan(p.high * (1 + 1e-3));
    }
  });

  it('lie near the instruction counts: the dense runtimes measured on ResNet-8 are in the interval of the counts', async () => {
    for (const id of ['nucleo-l4r5zi', 'nucleo-u575zi-q']) {
      const profile = (await loadProfile(id)).profile as McuProfile;
      const counted = profile.runtimes['sparsewatt-4x1']!;
      const perMac = counted.cyclesPerMac.conv.value;
      const rows = measuredRows('mlperf-tiny').filter((row) => row.device === id && row.network === 'ic');
      const ratios = rows
        // An interpreter with reference kernels and generated code are not what the counts describe.
        .filter((row) => !/tflm|microtvm/.test(row.runtime))
        .map((row) => (row.latencyMs! * row.clockMhz! * 1e3) / 12_501_632 / perMac);
      expect(ratios.length).toBeGreaterThanOrEqual(3);
      for (const ratio of ratios) {
        expect(ratio).toBeGreaterThan(counted.latencyInterval.low);
        expect(ratio).toBeLessThan(counted.latencyInterval.high);
      }
    }
  });

  it.each([
    ['nucleo-l4r5zi', 'L4R5ZI'],
    ['nucleo-u575zi-q', 'U575ZI-Q'],
  ])('give the table of docs/sparsewatt-4x1.md for %s', async (id, title) => {
    const text = await readFile(join(packageRoot(), 'docs', 'sparsewatt-4x1.md'), 'utf8');
    const printed = [...text.matchAll(/^\| ([^|,]+), [^|]+ \| ([\d.]+) \| ([\d.]+) \|$/gm)]
      .filter((row) => row[1] === title)
      .map((row) => [row[2], row[3]]);
    const profile = (await loadProfile(id)).profile as McuProfile;
    const counted = profile.runtimes['sparsewatt-4x1']!.cyclesPerMac.conv.value;
    const measured = measuredRows('mlperf-tiny')
      .filter((row) => row.device === id && row.network === 'ic' && !/tflm/.test(row.runtime))
      .map((row) => (row.latencyMs! * row.clockMhz! * 1e3) / 12_501_632)
      .sort((a, b) => a - b);
    expect(printed).toEqual(measured.map((cycles) => [cycles.toFixed(2), (cycles / counted).toFixed(2)]));
  });
});
