import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';
import { plainKernel } from '../plain-kernel.ts';

/** Cleans -0 out of the caller's inputs, in place. */
export const writesToInput: MatrixKernel = {
  name: 'writes-to-input',
  dense(weights, x, n) {
    checkOperand(weights.cols, x, n);
    for (let i = 0; i < x.length; i++) if (x[i] === 0) x[i] = 0;
    return plainKernel.dense(weights, x, n);
  },
};
