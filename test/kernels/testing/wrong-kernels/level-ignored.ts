import { checkOperand, type MatrixKernel, segmentsOfLevel } from '../../../../kernels/index.ts';
import { plainKernel } from '../plain-kernel.ts';

/** Reads every loaded segment, whatever the level. */
export const levelIgnored: MatrixKernel = {
  name: 'level-ignored',
  ladder(weights, level, x, n) {
    checkOperand(weights.cols, x, n);
    segmentsOfLevel(weights, level);
    return plainKernel.ladder(weights, weights.densest, x, n);
  },
};
