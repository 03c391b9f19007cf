import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  activationLayout,
  blockRowCount,
  instantiateProgram,
  MatrixLayer,
  packBlockLadder,
  singleRunner,
} from '../../../../../kernels/index.ts';
import { vectorShape } from '../../../../../kernels/ops/conv2d/conv2d-shape.ts';
import { seededOrder, seededValues } from '../../../../../kernels/testing/seeded-values.ts';
import { builds, KernelMemory } from '../../../../helpers/kernel-memory.ts';

const int = (min: number, max: number) => fc.integer({ min, max });

describe.each(builds)('ladder on panels of few blocks, %s build', (build) => {
  const memory = new KernelMemory(build);
  const program = instantiateProgram(memory.arena.memory, build);
  const other = { ...memory.kernels, ladder: program.ladderPanels };
  const anyCase = fc.record({
    rows: int(1, 13),
    cols: int(1, 24),
    tokens: int(1, 40),
    level: int(0, 2),
    relu: fc.boolean(),
    seed: int(0, 1e6),
  });

  // Whole numbers leave nothing to round, so joined operations must agree too.
  const styles = build === 'fast' ? (['integer'] as const) : (['integer', 'uniform'] as const);

  test.each(styles)('%s values: the bits of the inference kernel, at every level', (style) => {
    fc.assert(
      fc.property(anyCase, ({ rows, cols, tokens, level, relu, seed }) => {
        const scratch = memory.reset();
        const blocks = blockRowCount(rows) * cols;
        const dense = { rows, cols, values: seededValues(seed, rows * cols, style) };
        const ends = [blocks, Math.floor(blocks / 2), Math.floor(blocks / 9)];
        const ladder = packBlockLadder(dense, seededOrder(seed, blocks), ends);
        const groups = Math.ceil(tokens / 8);
        const layout = (channels: number) =>
          activationLayout({ channels, height: 1, width: 1 }, 8, { groups });
        const [input, output] = [layout(cols), layout(rows)];
        const x = memory.write(input, seededValues(seed + 1, groups * 8 * cols, style));
        const epilogue = {
          scale: seededValues(seed + 2, 3 * rows, style),
          bias: seededValues(seed + 3, 3 * rows, style),
          relu,
        };
        const [expected, found] = [memory.kernels, other].map((kernels) => {
          const runner = singleRunner(kernels);
          const shape = vectorShape(cols);
          const layer = new MatrixLayer(
            memory.arena,
            runner,
            scratch,
            { ladder },
            shape,
            epilogue,
            input,
            output,
          );
          const y = memory.empty(output);
          layer.ladder(x, y, level);
          return Array.from(memory.read(output, y), (v) => v + 0);
        });
        expect(found).toEqual(expected);
      }),
    );
  });
});
