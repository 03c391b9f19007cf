import { describe, expect, it } from 'vitest';
import { readOnnx } from '../../../sim/network/onnx/read-onnx.ts';
import { allocateLevels } from '../../../sim/sparsity/one-shot/allocate-levels.ts';
import type { MatrixNetworkStep } from '../../../sim/sparsity/one-shot/network-step.ts';
import { networkSteps } from '../../../sim/sparsity/one-shot/network-steps.ts';
import { residualModel } from '../../helpers/residual-model.ts';

const layers = networkSteps(readOnnx(residualModel(1), 'r.onnx')).steps.filter(
  (step): step is MatrixNetworkStep => step.kind === 'matrix',
);
const sparsities = [0, 0.1, 0.5, 0.75, 0.95];

describe('allocateLevels', () => {
  it('keeps as many weights in all as were asked for, nested, and more of small layers', () => {
    const allocated = allocateLevels(layers, sparsities, 'erk');
    const sizes = layers.map(({ weights }) => weights.rows * weights.cols);
    const all = sizes.reduce((a, b) => a + b);
    sparsities.forEach((sparsity, level) => {
      const zero = sizes.reduce((sum, size, i) => sum + size * allocated[i]![level]!, 0);
      expect(zero / all).toBeCloseTo(sparsity, 9);
      for (const shares of allocated) {
        expect(shares[level]).toBeGreaterThanOrEqual(level === 0 ? 0 : shares[level - 1]!);
        expect(shares[level]).toBeLessThan(1);
      }
    });
    expect(allocated[0]![3]).toBeLessThan(allocated[1]![3]!);
    expect(allocated[1]![3]).toBe(allocated[2]![3]);
  });

  it('gives all layers the same where uniform is asked for', () => {
    expect(allocateLevels(layers, sparsities, 'uniform')).toEqual(layers.map(() => sparsities));
  });
});
