import { describe, expect, it } from 'vitest';
import { findModelFiles, sortModelFiles } from '../../../bench/dsa/model-files.ts';

describe('sortModelFiles', () => {
  it('sorts by kind, width and seed, and leaves other files out', () => {
    const names = [
      'small-w0.25-s1.onnx',
      'dense-s2.onnx',
      'small-w0.5-s10.onnx',
      'ladder-s1.onnx',
      'control-s3.onnx',
      'alone-0.75-s2.onnx',
      'small-w0.5-s2.onnx',
    ];
    const others = [
      'points.json',
      'answers-s4.json',
      'ladder-w0.5-s1.onnx',
      'small-s1.onnx',
      'alone-s1.onnx',
      'dense-s1.onnx.json',
      'digits-dense.onnx',
    ];
    const { ladder, dense, control, small, alone, recorded } = sortModelFiles([...names, ...others], 'at');
    expect([...ladder]).toEqual([[1, 'at/ladder-s1.onnx']]);
    expect([...dense]).toEqual([[2, 'at/dense-s2.onnx']]);
    expect([...control]).toEqual([[3, 'at/control-s3.onnx']]);
    expect([...recorded]).toEqual([[4, 'at/answers-s4.json']]);
    expect([...alone]).toEqual([[0.75, new Map([[2, 'at/alone-0.75-s2.onnx']])]]);
    expect([...small.keys()]).toEqual([0.5, 0.25]);
    expect([...small.get(0.5)!]).toEqual([
      [2, 'at/small-w0.5-s2.onnx'],
      [10, 'at/small-w0.5-s10.onnx'],
    ]);
  });
});

describe('findModelFiles', () => {
  it('says what is missing', () => {
    expect(findModelFiles('no-such-folder')).toContain('no folder no-such-folder');
    expect(findModelFiles('scenarios/models')).toContain('no ladder-s1.onnx, no dense-s1.onnx');
  });
});
