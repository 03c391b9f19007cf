import type { MethodSpec } from '../spec/train-schema.ts';
import { DenseMethod } from './dense-method.ts';
import { LadderMethod } from './ladder-method.ts';
import { MagnitudeMethod } from './magnitude-method.ts';
import { ReplacingMethod } from './replacing-method.ts';
import type { SparsityMethod } from './sparsity-method.ts';

export function makeMethod(spec: MethodSpec, seed: number): SparsityMethod {
  switch (spec.kind) {
    case 'dense':
      return new DenseMethod();
    case 'ladder':
      return new LadderMethod(spec, seed);
    case 'magnitude':
      return new MagnitudeMethod(spec);
    default:
      return new ReplacingMethod(spec, seed);
  }
}
