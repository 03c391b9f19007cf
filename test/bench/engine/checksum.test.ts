import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Checksum } from '../../../bench/engine/checksum.ts';

const events: [timeNs: number, id: number][] = [
  [5, 0],
  [5, 1],
  [4294967296, 2],
  [4294967295, 3],
  [9007199254740991, 2147483647],
  [123456789012345, 77],
];

function checksumOf(sequence: readonly [number, number][]): [number, number, number] {
  const check = new Checksum();
  for (const [time, id] of sequence) check.add(time, id);
  return [check.sum, check.fold, check.events];
}

describe('checksum', () => {
  it('is the sum modulo 2^32, and a fold of low word, high word and id', () => {
    expect(checksumOf(events.slice(0, 3))).toEqual([10, ((5 * 31 + (5 ^ 1)) * 31 + (1 ^ 2)) >>> 0, 3]);
  });

  it('sees two events of one time change places', () => {
    const [a, b, ...rest] = events as [[number, number], [number, number], ...[number, number][]];
    const [sum, fold] = checksumOf(events);
    const [swappedSum, swappedFold] = checksumOf([b, a, ...rest]);
    expect(swappedSum).toBe(sum);
    expect(swappedFold).not.toBe(fold);
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)('is the same in Python', () => {
    const script = fileURLToPath(new URL('../../../bench/engine/simpy-peer.py', import.meta.url));
    const code = [
      'import json, runpy, sys',
      'check = runpy.run_path(sys.argv[1])["Check"]()',
      'for time, who in json.loads(sys.argv[2]): check.add(float(time), who)',
      'print(json.dumps([check.sum, check.fold, check.events]))',
    ].join('\n');
    const printed = execFileSync('python3', ['-c', code, script, JSON.stringify(events)], {
      encoding: 'utf8',
    });
    expect(JSON.parse(printed)).toEqual(checksumOf(events));
  });
});
