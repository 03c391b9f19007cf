import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';
import { plainKernel } from '../plain-kernel.ts';

const result = new Float32Array(1 << 16);

/** Returns a view of the one buffer that all calls write their result to. */
export const sharedResult: MatrixKernel = {
  name: 'shared-result',
  async dense(weights, x, n) {
    checkOperand(weights.cols, x, n);
    const y = await plainKernel.dense(weights, x, n);
    result.set(y);
    return result.subarray(0, y.length);
  },
};
