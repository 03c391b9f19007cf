import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test } from '@fast-check/vitest';
import { afterAll, describe, expect, it } from 'vitest';
import { CheckpointError } from '../../../sim/training/checkpoint/checkpoint-error.ts';
import { readCheckpoint } from '../../../sim/training/checkpoint/read-checkpoint.ts';
import { writeCheckpoint } from '../../../sim/training/checkpoint/write-checkpoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
const file = join(folder, 'checkpoint');
afterAll(() => rmSync(folder, { recursive: true }));

const arrays = fc.uniqueArray(fc.tuple(fc.string(), fc.float32Array({ maxLength: 20 })), {
  selector: ([name]) => name,
  maxLength: 5,
});

describe('a checkpoint', () => {
  test.prop([fc.nat(1000), arrays], { seed: 1, numRuns: 50 })('comes back bit by bit', (step, pairs) => {
    const checkpoint = { specHash: 'a', step, progress: { best: 0.5 }, arrays: new Map(pairs) };
    writeCheckpoint(file, checkpoint);
    const back = readCheckpoint(file);
    expect({ ...back, arrays: [...back.arrays.keys()] }).toEqual({
      ...checkpoint,
      arrays: pairs.map(([name]) => name),
    });
    for (const [name, values] of pairs)
      expect(new Uint8Array(back.arrays.get(name)!.buffer)).toEqual(
        new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      );
  });

  it('is refused when any byte differs or the end is missing', () => {
    writeCheckpoint(file, {
      specHash: 'a',
      step: 1,
      progress: {},
      arrays: new Map([['w', Float32Array.of(1, 2, 3)]]),
    });
    const bytes = readFileSync(file);
    for (let i = 0; i < bytes.length; i += 3) {
      const wrong = Buffer.from(bytes);
      wrong[i]! ^= 1;
      writeFileSync(file, wrong);
      expect(() => readCheckpoint(file), `byte ${i}`).toThrow(CheckpointError);
    }
    for (const length of [0, 8, 20, bytes.length - 1]) {
      writeFileSync(file, bytes.subarray(0, length));
      expect(() => readCheckpoint(file), `${length} bytes`).toThrow(/--fresh/);
    }
  });
});
