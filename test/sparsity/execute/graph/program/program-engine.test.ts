import { describe, expect, test } from 'vitest';
import { compileGraph } from '../../../../../sim/sparsity/execute/graph/compile-graph.ts';
import { GraphExecutor } from '../../../../../sim/sparsity/execute/graph/graph-executor.ts';
import { calibrateProgram } from '../../../../../sim/sparsity/execute/graph/program/calibrate-program.ts';
import { ProgramEngine } from '../../../../../sim/sparsity/execute/graph/program/program-engine.ts';
import { programSteps } from '../../../../../sim/sparsity/execute/graph/program/program-steps.ts';
import {
  levelCount,
  randomResidual,
  randomTransformer,
  randomValues,
} from '../../../../helpers/random-graphs.ts';

const levels = Array.from({ length: levelCount }, (_, k) => k);
const graph = randomResidual(11);
const size = 198;
const images = randomValues(5, 24 * size);
const image = (i: number) => images.subarray(i * size, (i + 1) * size);
const plan = compileGraph(graph.network);
const steps = programSteps(plan)!;

const furthest = (found: Float32Array, wanted: Float32Array) =>
  Math.max(...found.map((v, i) => Math.abs(v - wanted[i]!))) / Math.max(...wanted.map(Math.abs));

describe('a residual network as a program', () => {
  test('has no addition left: each joins the convolution before it', () => {
    expect(plan.steps.filter(({ kind }) => kind === 'add')).toHaveLength(3);
    expect(steps.map(({ kind }) => kind)).not.toContain('add');
    expect(steps.filter(({ inputs }) => inputs.length === 2)).toHaveLength(3);
    expect(steps.length).toBe(plan.steps.length - 3);
  });

  test('is what the other kernels compute, and the same whatever ran before', async () => {
    const panels = await GraphExecutor.open(graph.network);
    const program = new ProgramEngine(plan, steps, { mode: 'reproducible', densest: 0 });
    const run = (i: number, level: number) => {
      const request = { samples: 1, tokens: [], levels: new Array<number>(plan.ladderLayers).fill(level) };
      program.load(() => image(i), request);
      program.run(0, steps.length, request);
      return program.read('logits', request);
    };
    const first = new Map<string, Float32Array>();
    for (const level of [...levels, ...levels]) {
      for (let i = 0; i < 4; i++) {
        const found = run(i, level);
        const wanted = panels.run({ image: image(i) }, 1, { levels: level })['logits']!;
        expect(furthest(found, wanted)).toBeLessThan(1e-6);
        const key = `${level} ${i}`;
        expect(found).toEqual(first.get(key) ?? found);
        first.set(key, found);
      }
    }
  });

  test('runs in one call or step by step', () => {
    const program = new ProgramEngine(plan, steps, { mode: 'reproducible', densest: 0 });
    const request = {
      samples: 1,
      tokens: [],
      levels: plan.steps.flatMap((s) => (s.kind === 'matrix' && s.ladder ? [1] : [])),
    };
    const outputs = [1, steps.length].map((most) => {
      program.load(() => image(2), request);
      for (let i = 0; i < steps.length; i += most) program.run(i, i + most, request);
      return program.read('logits', request);
    });
    expect(outputs[0]).toEqual(outputs[1]);
  });

  test('in fast mode, levels that are not loaded take no bytes and change no bit', async () => {
    const [all, some] = await Promise.all([
      GraphExecutor.open(graph.network, { mode: 'fast' }),
      GraphExecutor.open(graph.network, { mode: 'fast', residentLevels: { densest: 2 } }),
    ]);
    expect(some.run({ image: image(0) }, 1)).toEqual(all.run({ image: image(0) }, 1, { levels: 2 }));
    expect(some.memoryReport(2).adaptive.total).toBe(all.memoryReport(2).capped.total);
    expect(some.memoryReport(2).adaptive.total).toBeLessThan(all.memoryReport(0).adaptive.total / 2);
    expect(() => some.run({ image: image(0) }, 1, { levels: 1 })).toThrow(/from 2 to 3/);
    expect(() => all.run({ image: images.subarray(0, 100) }, 1)).toThrow(/100 values.*198/);
  });
});

describe('its int8 form', () => {
  const ranges = calibrateProgram(graph.network, 24, image);

  test.each(levels)('stays near fp32 at level %i, with fewer bytes', async (level) => {
    const [fp32, int8] = await Promise.all([
      GraphExecutor.open(graph.network, { mode: 'fast' }),
      GraphExecutor.open(graph.network, { mode: 'fast', int8: ranges }),
    ]);
    const off = Array.from({ length: 24 }, (_, i) => {
      const [found, wanted] = [int8, fp32].map(
        (executor) => executor.run({ image: image(i) }, 1, { levels: level })['logits']!,
      );
      return furthest(found!, wanted!);
    });
    // Steps of 1/127 through eight layers; 0 would say that nothing was quantised.
    expect(Math.max(...off)).toBeLessThan(0.06);
    expect(Math.max(...off)).toBeGreaterThan(1e-4);
    expect(int8.memoryReport(level).alone.values).toBeLessThan(fp32.memoryReport(level).alone.values * 0.6);
    expect(int8.memoryReport(level).activations).toBeLessThan(fp32.memoryReport(level).activations);
  });

  test.each([1, 2, 3])('gives every level the same bits when level %i is the densest', async (densest) => {
    const open = (from: number) =>
      GraphExecutor.open(graph.network, { mode: 'fast', int8: ranges, residentLevels: { densest: from } });
    const [all, some] = await Promise.all([open(0), open(densest)]);
    for (const level of levels.slice(densest)) {
      const [found, wanted] = [some, all].map((each) => each.run({ image: image(3) }, 1, { levels: level }));
      expect(found).toEqual(wanted);
    }
    expect(some.memoryReport(densest).adaptive.total).toBe(all.memoryReport(densest).capped.total);
  });

  test('has ranges of what each level writes, each level run alone', () => {
    const alone = steps.map(() => 0);
    for (const level of levels) {
      const engine = new ProgramEngine(plan, steps, { mode: 'reproducible', densest: 0, keepsAll: true });
      const request = { samples: 1, tokens: [], levels: new Array<number>(plan.ladderLayers).fill(level) };
      engine.load(() => image(7), request);
      engine.run(0, steps.length, request);
      for (const i of steps.keys()) alone[i] = Math.max(alone[i]!, engine.largest(i)!);
    }
    const { most } = calibrateProgram(graph.network, 1, () => image(7));
    expect(Object.values(most)).toEqual(alone.map((v) => Math.fround(v)));
    expect(Math.min(...alone)).toBeGreaterThan(0);
  });

  test('is refused without its ranges, and where there is none', async () => {
    const { [Object.keys(ranges.most)[1]!]: _, ...most } = ranges.most;
    await expect(
      GraphExecutor.open(graph.network, { mode: 'fast', int8: { ...ranges, most } }),
    ).rejects.toThrow(/missing: calibrate it again/);
    await expect(GraphExecutor.open(graph.network, { int8: ranges })).rejects.toThrow(
      /fast mode with one sample/,
    );
    expect(() => calibrateProgram(randomTransformer(7).network, 1, image)).toThrow(
      /int8 ranges are of networks/,
    );
  });
});
