import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';
import { plainKernel } from '../plain-kernel.ts';

/** Writes the zeros of the gate into the caller's inputs. */
export const gateInPlace: MatrixKernel = {
  name: 'gate-in-place',
  columns(weights, level, x, threshold) {
    checkOperand(weights.cols, x, 1);
    for (let c = 0; c < x.length; c++) if (Math.abs(x[c]!) < threshold) x[c] = 0;
    return plainKernel.columns(weights, level, x, 0);
  },
};
