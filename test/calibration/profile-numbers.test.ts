import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { profileNumbers } from '../../sim/calibration/profile-numbers.ts';
import { packageRoot } from '../../sim/package-root.ts';

const root = join(packageRoot(), 'hardware-profiles');
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = (parse(text('sources.yaml')) as { sources: Record<string, { title: string }> }).sources;

interface Written {
  readonly unit: string;
  readonly grade: string;
  readonly source: string;
  readonly value?: number;
}

/** Every graded number of a parsed file, wherever it stands. */
function written(value: unknown): Written[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('grade' in value && 'source' in value) return [value as Written];
  return Object.values(value).flatMap(written);
}

const line = ({
  value,
  unit,
  grade,
  source,
}: Written | ({ value: number | null } & Omit<Written, 'value'>)) =>
  `${value ?? '-'} ${unit} ${grade} ${source}`;

/** A file as it is, without the runtimes that are not asked for. */
function fileOf(path: string, runtime: string): Written[] {
  const { runtimes, ...rest } = parse(text(path)) as { runtimes?: Record<string, unknown> };
  return [...written(rest), ...written(runtimes?.[runtime])];
}

describe('the numbers of a target', () => {
  it('are those of the profile file and its families, and no others', async () => {
    const numbers = await profileNumbers('nucleo-l4r5zi', 'x-cube-ai-9.0');
    const own = fileOf('mcu/nucleo-l4r5zi.yaml', 'x-cube-ai-9.0').map(line);
    const taken = fileOf('families/armv7e-m-dsp.yaml', 'x-cube-ai-9.0').map(line);
    expect(
      numbers
        .map(line)
        .filter((one) => !own.includes(one))
        .every((one) => taken.includes(one)),
    ).toBe(true);
    for (const one of own) expect(numbers.map(line)).toContain(one);
    const grades = new Set(numbers.map(({ grade }) => grade));
    for (const grade of grades)
      expect(text('mcu/nucleo-l4r5zi.yaml') + text('families/armv7e-m-dsp.yaml')).toContain(
        `grade: ${grade}`,
      );
    expect(grades.size).toBeGreaterThan(2);
    expect(numbers.map(({ path }) => path)).toContain('powerStates.stop-2.wakeTime');
    expect(numbers.some(({ path }) => path.startsWith('runtimes.tflm'))).toBe(false);
  });

  it('each name a source that is listed, with its title, on targets of every class', async () => {
    const targets = [
      ['xeon-8380', 'openvino-int8'],
      ['a100', 'tensorrt-8.6'],
      ['jetson-agx-orin', 'sparsewatt-4x1'],
      ['loihi-1', 'nxsdk-rate16'],
      // Described by its data sheet: calibrated models fill in the rest.
      ['nucleo-u385rg-q', 'x-cube-ai-10.2'],
    ] as const;
    for (const [id, runtime] of targets) {
      const numbers = await profileNumbers(id, runtime);
      expect(numbers.length).toBeGreaterThan(3);
      for (const { source, sourceTitle, sourceWhere, path } of numbers) {
        if (source in sources) expect(sourceTitle).toBe(sources[source]!.title);
        expect(sourceTitle).not.toBe('');
        expect(sourceWhere).not.toBe('');
        expect(path).toMatch(/^[\w.@/-]+$/);
      }
      expect(new Set(numbers.map(({ profile, path }) => `${profile} ${path}`)).size).toBe(numbers.length);
    }
  });

  it('of a system are those of its units under their runtimes, without the states that it replaces', async () => {
    const numbers = await profileNumbers('mcu-wakes-orin', 'published');
    expect(new Set(numbers.map(({ profile }) => profile))).toEqual(
      new Set(['mcu-wakes-orin', 'nucleo-u575zi-q', 'jetson-agx-orin']),
    );
    const orin = numbers.filter(({ profile }) => profile === 'jetson-agx-orin').map(({ path }) => path);
    expect(orin.some((path) => path.startsWith('powerStates'))).toBe(false);
    const runtimes = orin.flatMap((path) => /^runtimes\.(tensorrt-8\.5-maxq|[^.]+)/.exec(path)?.[1] ?? []);
    expect(new Set(runtimes)).toEqual(new Set(['tensorrt-8.5-maxq']));
    expect(numbers.map(({ path }) => path)).toContain('units.gpu.powerStates.suspend.wakeEnergy');
  });
});
