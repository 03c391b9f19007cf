import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KernelBuild } from '../../../../../kernels/index.ts';
import { loadNetwork } from '../../../../../sim/network/onnx/load-network.ts';
import { compileGraph } from '../../../../../sim/sparsity/execute/graph/compile-graph.ts';
import { GraphExecutor } from '../../../../../sim/sparsity/execute/graph/graph-executor.ts';
import type { GraphPlan } from '../../../../../sim/sparsity/execute/graph/graph-plan.ts';
import { ProgramEngine } from '../../../../../sim/sparsity/execute/graph/program/program-engine.ts';
import { programSteps } from '../../../../../sim/sparsity/execute/graph/program/program-steps.ts';
import { type TileLimits, tileSteps } from '../../../../../sim/sparsity/execute/graph/program/tile-steps.ts';
import { countAllTokens } from '../../../../../sim/sparsity/execute/graph/token-counts.ts';
import { type EncoderShape, randomEncoder } from '../../../../helpers/random-encoder.ts';
import { levelCount, randomIds } from '../../../../helpers/random-graphs.ts';

const int = (min: number, max: number) => fc.integer({ min, max });

const anyShape: fc.Arbitrary<EncoderShape> = fc.record({
  most: int(17, 90),
  layers: int(1, 3),
  heads: int(1, 3),
  features: fc.constantFrom(4, 8),
  hidden: int(1, 4),
  norms: fc.constantFrom('before', 'behind'),
  exits: fc.subarray(['attention', 'layer'] as const),
  tags: fc.boolean(),
});

/** Every output of a request, the pass stopping at each of them. */
function passOf(plan: GraphPlan, engine: ProgramEngine, ids: Int32Array, levels: readonly number[]) {
  const request = { samples: 1, tokens: countAllTokens(plan.sequences, () => ids, 1), levels };
  engine.load(() => ids, request);
  const ends = plan.outputs
    .map(({ name, buffer }) => ({ name, end: engine.steps.findIndex(({ output }) => output === buffer) + 1 }))
    .sort((a, b) => a.end - b.end);
  let from = 0;
  return ends.map(({ name, end }) => {
    engine.run(from, end, request);
    from = end;
    return [name, [...engine.read(name, request)]] as const;
  });
}

describe('tiles of tokens', () => {
  test.each(['reproducible', 'fast'] as const)(
    'law: leave every bit as it is without them, at all lengths and levels, with exits between (%s)',
    (mode: KernelBuild) => {
      const anyCase = fc.record({
        shape: anyShape,
        tiles: fc.record({ bytes: fc.constantFrom(1, 5000, 12000), keptBytes: fc.constantFrom(0, 1e6) }),
        seed: int(0, 1e6),
        draws: fc.array(fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), level: int(0, 3) }), {
          minLength: 6,
          maxLength: 6,
        }),
      });
      fc.assert(
        fc.property(anyCase, ({ shape, tiles, seed, draws }) => {
          const plan = compileGraph(randomEncoder(seed, shape).network);
          const steps = programSteps(plan)!;
          const open = (of: TileLimits | null) =>
            new ProgramEngine(plan, steps, { mode, densest: 0, tiles: of });
          const [plain, tiled] = [open(null), open(tiles)];
          expect(tiled.activationBytes).toBeLessThanOrEqual(plain.activationBytes);
          for (const { share, level } of draws) {
            const length = 1 + Math.round(share * (shape.most - 1));
            const ids = randomIds(seed, [length], shape.most);
            const levels = Array.from(
              { length: plan.ladderLayers },
              (_, i) => (level + i * (seed % 2)) % levelCount,
            );
            const [found, wanted] = [tiled, plain].map((engine) => passOf(plan, engine, ids, levels));
            expect(found).toEqual(wanted);
          }
        }),
        { numRuns: 25 },
      );
    },
  );

  test('hold what nothing else reads, and steps that the same outputs need', () => {
    fc.assert(
      fc.property(anyShape, int(0, 1e6), (shape, seed) => {
        const plan = compileGraph(randomEncoder(seed, shape).network);
        const { steps, tiles } = tileSteps(plan, programSteps(plan)!, { bytes: 1, keptBytes: 0 });
        expect(tiles.length).toBeGreaterThanOrEqual(shape.layers);
        const hidden = steps.flatMap(({ kind, output }) =>
          kind === 'tokens' &&
          plan.buffers[output]!.volume.channels === shape.hidden * shape.heads * shape.features
            ? [output]
            : [],
        );
        for (const { from, to, inside } of tiles) {
          for (const { kind, inputs } of steps.slice(from, to)) {
            // Keys and values of all tokens are there before the first tile.
            if (kind === 'attention') {
              const own = steps.slice(from, to).map(({ output }) => output);
              expect(inputs.slice(1).some((buffer) => own.includes(buffer))).toBe(false);
            }
          }
          steps.forEach(({ inputs }, i) => {
            if (i < from || i >= to) expect(inputs.some((buffer) => inside.has(buffer))).toBe(false);
          });
        }
        if (shape.hidden > 2) {
          for (const buffer of hidden) expect(tiles.some(({ inside }) => inside.has(buffer))).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('the encoder of reviews', async () => {
  const network = await loadNetwork('scenarios/models/imdb/ladder-s1.onnx');
  const executor = await GraphExecutor.open(network, { mode: 'fast' });
  const plan = compileGraph(network);
  const engine = new ProgramEngine(plan, programSteps(plan)!, { mode: 'fast', densest: 0, tiles: null });

  test('keeps three values of each feature and token at a time, and tiles', () => {
    const tokens = 400 * 96 * 4;
    expect(executor.memoryReport().activations).toBeLessThan(3.4 * tokens);
    expect(engine.activationBytes).toBeGreaterThan(5 * tokens);
  });

  test('stops at an exit and goes on from there with the same bits', () => {
    const names = ['logits_exit0', 'logits_exit1', 'head'];
    for (const [i, length] of [1, 8, 63, 64, 65, 200, 399, 400].entries()) {
      const words = randomIds(i, [length], 400);
      const feeds = { words, previous: words, next: words };
      const level = i % 3;
      const wanted = passOf(plan, engine, words, new Array<number>(plan.ladderLayers).fill(level));
      const run = executor.begin(feeds, 1, { levels: level });
      expect(names.map((name) => [name, [...run.until(name)]])).toEqual(wanted);
      // Steps of an exit that is not asked for are left out.
      const { head } = executor.run(feeds, 1, { levels: level, outputs: ['head'] });
      expect([...head!]).toEqual(wanted.at(-1)![1]);
    }
  });
});
