import { expect, it } from 'vitest';
import { networkId } from '../../sim/scenario/network-id.ts';

it.each([
  ['ladder', 'models/fashion/ladder-s1.onnx', 'ladder'],
  ['dense', 'models/fashion/dense-s1.onnx', 'dense'],
  ['small-dense', 'models/digits-small-0375.onnx', 'small-dense-0.375'],
  ['small-dense', 'models/fashion/small-w0.35-s1.onnx', 'small-dense-0.35'],
  ['small-dense', 'models/own/small-w0.5.onnx', 'small-dense-0.5'],
  ['small-dense', 'models/own/tiny.onnx', 'small-dense-tiny'],
] as const)('%s %s is called %s', (role, file, id) => {
  expect(networkId({ role, file })).toBe(id);
});
