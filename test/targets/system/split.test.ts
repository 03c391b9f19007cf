import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cutPoints } from '../../../sim/network/cut-points.ts';
import { fusedGroups } from '../../../sim/network/fused-groups.ts';
import { loadNetwork } from '../../../sim/network/onnx/load-network.ts';
import { packageRoot } from '../../../sim/package-root.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import { loadProfile } from '../../../sim/targets/load-profile.ts';
import { loadTarget } from '../../../sim/targets/load-target.ts';
import { si } from '../../../sim/targets/quantity.ts';
import type { SystemProfile } from '../../../sim/targets/system/profile-schema.ts';
import { splitPlan } from '../../../sim/targets/system/split-plan.ts';
import type { Plan, Stage, Target } from '../../../sim/targets/target.ts';
import { unitOfProfile } from '../../../sim/targets/unit-of-profile.ts';
import { randomLadderNetwork } from '../../helpers/tiny-network.ts';

const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-split-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shipped = (...path: string[]) => join(packageRoot(), ...path);
const network = randomLadderNetwork(1);
const count = fusedGroups(network).length;
const point = (level: number): OperatingPoint => {
  const layers = network.ladder!.layers.length;
  return { id: `L${level}`, levels: new Array(layers).fill(level), gates: new Array(layers).fill(null) };
};

/** The chain camera -> mcu -> gpu, so that a part may lie behind a unit that has none. */
writeFileSync(
  join(folder, 'chain.yaml'),
  readFileSync(shipped('hardware-profiles', 'system', 'mcu-wakes-orin.yaml'), 'utf8')
    .replace('id: mcu-wakes-orin', 'id: chain')
    .replace('  - name: mcu\n', '  - name: camera\n    profile: nucleo-l4r5zi\n  - name: mcu\n')
    .replace(
      'links:\n',
      `links:
  - from: camera
    to: mcu
    bandwidth: { value: 1, unit: MB/s, source: estimate, grade: estimated, note: "test" }
    latency: { value: 30, unit: us, source: estimate, grade: estimated, note: "test" }
    energyPerByte: { value: 3, unit: nJ/B, source: estimate, grade: estimated, note: "test" }
`,
    )
    .replace('units: { mcu: x', 'units: { camera: x-cube-ai-9.0, mcu: x')
    .replace('units: { mcu: s', 'units: { camera: sparsewatt-4x1, mcu: s'),
);

const systems = ['mcu-pair', 'mcu-wakes-orin', 'xeon-hosts-a100', join(folder, 'chain.yaml')];
const cases = systems.flatMap((id) =>
  ['published', 'sparsewatt-4x1'].map((runtime) => [id, runtime] as const),
);
const joules = (stages: readonly Stage[]) =>
  stages.flatMap((stage) => Object.values(stage.joules)).reduce((sum, each) => sum + each, 0);
const time = (stages: readonly Stage[]) => stages.reduce((sum, stage) => sum + stage.durationNs, 0);
const formOf = (target: Target, unit: string) => target.capabilities(unit).numericForms[0]!;

describe.each(cases)('a split on %s under %s', (id, runtime) => {
  const open = async () => {
    const { profile, file } = await loadProfile(id);
    return { target: await loadTarget(id, runtime), profile: profile as SystemProfile, file };
  };

  it('before the first operator is the whole on the second unit, after the last the whole on the first and a transfer', async () => {
    const { target } = await open();
    const first = target.units[0]!.name;
    for (const { from, to } of target.routes!) {
      const plan: Plan = { network, unit: from, numericForm: formOf(target, from), point: point(2) };
      const split = (after: number) => target.lower({ ...plan, split: { after, unit: to } }, null);
      const there = { ...plan, unit: to, numericForm: formOf(target, from) };
      if (from === first) expect(split(0)).toEqual(target.lower(there, null));
      const whole = target.lower(plan, null);
      const atEnd = split(count);
      expect(atEnd.slice(0, whole.length)).toEqual(whole);
      const rest = atEnd.slice(whole.length);
      expect(rest.length).toBeGreaterThan(0);
      expect(rest.every((stage) => stage.resource === 'io' && stage.unit !== to)).toBe(true);
    }
  });

  it('costs its parts and its transfers, nothing else', async () => {
    const { target, profile } = await open();
    const models = new Map<string, Target['lower']>();
    for (const { name, profile: inner } of profile.units) {
      const { profile: own, file } = await loadProfile(inner);
      models.set(name, unitOfProfile(own, profile.runtimes[runtime]!.units[name]!, file, name)!.lower);
    }
    /** The only way there is in these systems. */
    const way = (from: string, to: string): SystemProfile['links'] =>
      from === to
        ? []
        : profile.links
            .filter((link) => link.from === from)
            .flatMap((link) =>
              link.to === to || way(link.to, to).length > 0 ? [link, ...way(link.to, to)] : [],
            );
    const first = target.units[0]!.name;
    for (const { from, to } of target.routes!) {
      const numericForm = formOf(target, from);
      const each = numericForm === 'int8' ? 1 : 4;
      for (const { after, values } of cutPoints(network)) {
        const plan: Plan = { network, unit: from, numericForm, point: point(1), split: { after, unit: to } };
        const { head, tail } = splitPlan(plan);
        const parts = [...models.get(from)!(head!, null), ...models.get(to)!(tail!, null)];
        const crossings = [
          ...way(first, from).map((link) => ({ link, sent: si(profile.inputBytes) })),
          ...way(from, to).map((link) => ({ link, sent: values * each })),
        ].map(({ link, sent }) => {
          const bytes = sent + si(profile.outputBytes);
          const ns = Math.round((2 * si(link.latency) + bytes / si(link.bandwidth)) * 1e9);
          const restW = target.units.find(({ name }) => name === link.from)!.powerStates[0]!.powerW;
          return { bytes, ns, joules: bytes * si(link.energyPerByte) + restW * ns * 1e-9 };
        });
        const stages = target.lower(plan, null);
        const links = stages.filter((stage) => crossings.some(({ bytes }) => bytes === stage.bytesMoved));
        expect(links.map((stage) => stage.durationNs)).toEqual(crossings.map(({ ns }) => ns));
        expect(time(stages)).toBe(time(parts) + time(links));
        const apartJ = crossings.reduce((sum, crossing) => sum + crossing.joules, joules(parts));
        expect(joules(stages) / apartJ).toBeCloseTo(1, 12);
      }
    }
  });
});

describe('memory of a split', () => {
  it('is that of each part: a network fits that fits on neither unit alone', async () => {
    const target = await loadTarget('mcu-pair', 'published');
    const dense = await loadNetwork(shipped('scenarios', 'models', 'digits-dense.onnx'));
    const plan: Plan = {
      network: dense,
      unit: 'camera',
      numericForm: 'int8',
      point: { id: 'dense', levels: [], gates: [] },
    };
    for (const { name } of target.units) {
      const { fits, refusal } = target.fit({ ...plan, unit: name }, [plan.point]);
      expect([fits, refusal?.memory]).toEqual([false, 'flash']);
    }
    const fits = cutPoints(dense).filter(
      ({ after }) => target.fit({ ...plan, split: { after, unit: 'radio' } }, [plan.point]).fits,
    );
    expect(fits.map(({ node }) => node)).toEqual(['conv4']);
  });

  it('holds every weight once between the two, and says which memory of which unit is too small', async () => {
    const target = await loadTarget('mcu-pair', 'sparsewatt-4x1');
    const plan: Plan = { network, unit: 'camera', numericForm: 'int8', point: point(2) };
    const needs = (asked: Plan) =>
      target.fit(asked, [point(2), point(4)]).memories.filter(({ name }) => name.startsWith('flash'));
    const [whole] = needs(plan);
    const cuts = cutPoints(network).map(({ after }) => after);
    // The code of the runtime is on both units; beside it the parts add up to the whole.
    const doubled = cuts.map((after) => {
      const parts = needs({ ...plan, split: { after, unit: 'radio' } });
      expect(parts.map(({ name }) => name)).toEqual(['flash of camera', 'flash of radio']);
      return parts.reduce((sum, { neededBytes }) => sum + neededBytes, 0) - whole!.neededBytes;
    });
    expect(new Set(doubled).size).toBe(1);
    expect(doubled[0]).toBeGreaterThan(0);
    const first = target.fit({ ...plan, point: point(0), split: { after: cuts.at(-1)!, unit: 'radio' } }, [
      point(0),
    ]);
    expect(first.refusal).toMatchObject({ memory: 'flash of camera', availableBytes: 256 * 1024 });
  });
});

describe('what cannot be split', () => {
  it('is a gated point, and a network of spikes', () => {
    const gates = point(1).levels.map(() => 0.1);
    const split = { after: 1, unit: 'b' };
    const plan: Plan = { network, unit: 'a', numericForm: 'int8', point: { ...point(1), gates }, split };
    expect(() => splitPlan(plan)).toThrow(/'L1' is gated; split ungated/);
    expect(() => splitPlan({ ...plan, point: point(1), numericForm: 'rate-16' })).toThrow(
      /rate-16 has no fixed size/,
    );
  });

  it('and only a microcontroller has flash to state', async () => {
    const file = join(folder, 'card.yaml');
    const text = readFileSync(shipped('hardware-profiles', 'system', 'mcu-wakes-orin.yaml'), 'utf8');
    const flash = '{ value: 1, unit: MiB, source: estimate, grade: estimated, note: "test" }';
    writeFileSync(
      file,
      text
        .replace('id: mcu-wakes-orin', 'id: card')
        .replace('profile: jetson-agx-orin', `profile: jetson-agx-orin\n    flash: ${flash}`),
    );
    await expect(loadTarget(file, 'published')).rejects.toThrow(
      /"gpu" is jetson-agx-orin.*has no flash to state/,
    );
  });
});
