import { describe, expect, test } from 'vitest';
import { channelFours, unfoldedColumns, unfoldedLayout, WasmArena } from '../../../../../kernels/index.ts';
import { compileGraph } from '../../../../../sim/sparsity/execute/graph/compile-graph.ts';
import { Int8ProgramLayer } from '../../../../../sim/sparsity/execute/graph/program/int8-program-layer.ts';
import { programSteps } from '../../../../../sim/sparsity/execute/graph/program/program-steps.ts';
import { weightBytes } from '../../../../../sim/sparsity/execute/memory-report.ts';
import { levelCount, randomResidual } from '../../../../helpers/random-graphs.ts';

const steps = programSteps(compileGraph(randomResidual(11).network))!;
const layers = steps.flatMap((step) => (step.kind === 'convolve' && step.matrix.ladder ? [step.matrix] : []));
const densests = Array.from({ length: levelCount }, (_, k) => k);

describe('an int8 layer', () => {
  test.each(densests)('reports each byte that it takes when level %i is the densest', (densest) => {
    expect(layers.length).toBeGreaterThan(3);
    for (const matrix of layers) {
      for (const shares of [false, true]) {
        for (const packed of [false, true]) {
          const layout = unfoldedLayout(matrix.shape, 1);
          const columns = unfoldedColumns(layout, matrix.shape)!;
          const arena = new WasmArena();
          const allocate = arena.allocate.bind(arena);
          let taken = 0;
          arena.allocate = (bytes) => {
            taken += bytes;
            return allocate(bytes);
          };
          const { bytes } = new Int8ProgramLayer(arena, matrix, columns, {
            ...{ densest, inputScale: 0.1, chained: true, shares: shares && densest === 0 },
            channelFours: packed ? channelFours(layout, columns) : null,
          });
          expect(weightBytes([bytes], densest, levelCount - 1).total).toBe(taken);
        }
      }
    }
  });

  test('takes fewer bytes where levels share those of level 0', () => {
    const total = (shares: boolean) =>
      layers.reduce((sum, matrix) => {
        const columns = unfoldedColumns(unfoldedLayout(matrix.shape, 1), matrix.shape)!;
        const form = { densest: 0, inputScale: 0.1, chained: false, shares, channelFours: null };
        const { bytes } = new Int8ProgramLayer(new WasmArena(), matrix, columns, form);
        return sum + weightBytes([bytes], 0, levelCount - 1).values;
      }, 0);
    expect(total(true)).toBeLessThan(total(false));
  });
});
