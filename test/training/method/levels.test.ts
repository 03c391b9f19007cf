import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { blockNorms } from '../../../sim/training/method/block-norms.ts';
import { keepCount } from '../../../sim/training/method/keep-count.ts';
import { learningRate } from '../../../sim/training/method/learning-rate.ts';
import { rankLevels } from '../../../sim/training/method/rank-levels.ts';
import { replaceBlocks } from '../../../sim/training/method/replace-blocks.ts';
import { sparsityRamp } from '../../../sim/training/method/sparsity-ramp.ts';

const scores = fc
  .array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 60 })
  .map((values) => Float64Array.from(values));
const settings = { seed: 1, numRuns: 200 };

describe('levels of blocks', () => {
  test.prop([scores], settings)('keep the right number, the largest, nested', (norms) => {
    const sparsities = [0, 0.5, 0.8, 0.95];
    const levels = rankLevels(norms, sparsities);
    sparsities.forEach((sparsity, level) => {
      const active = [...levels.keys()].filter((id) => levels[id]! >= level);
      expect(active.length).toBe(keepCount(norms.length, sparsity));
      const least = Math.min(...active.map((id) => norms[id]!));
      const most = Math.max(
        ...[...levels.keys()].filter((id) => levels[id]! < level).map((id) => norms[id]!),
      );
      expect(most).toBeLessThanOrEqual(least);
    });
  });

  it('measure a block of four values by its Euclidean norm', () => {
    expect([...blockNorms(Float32Array.of(1, 2, 2, 4, 0, 0, -3, 4))]).toEqual([5, 5]);
  });
});

describe('replaceBlocks', () => {
  test.prop([scores, fc.nat(), fc.nat(20)], settings)(
    'drops the smallest, brings in the highest growth, keeps the number',
    (norms, salt, count) => {
      const growth = norms.map((_, i) => ((i + 1) * (salt + 7)) % 31);
      const active = Uint32Array.from(
        { length: Math.ceil(norms.length / 3) },
        (_, i) => (i * 3) % norms.length,
      ).sort();
      const next = replaceBlocks(active, norms, growth, count);
      expect(next.active.length).toBe(active.length);
      expect(new Set(next.active).size).toBe(active.length);
      expect([...next.active]).toEqual([...next.active].sort((a, b) => a - b));
      const before = new Set(active);
      const came = [...next.active].filter((id) => !before.has(id));
      expect(came).toEqual([...next.grown]);
      expect(came.length).toBe(Math.min(count, active.length, norms.length - active.length));
      const gone = [...active].filter((id) => !next.active.includes(id));
      const stayed = [...active].filter((id) => next.active.includes(id));
      for (const a of gone) for (const b of stayed) expect(norms[a]!).toBeLessThanOrEqual(norms[b]!);
      const out = [...norms.keys()].filter((id) => !before.has(id) && !came.includes(id));
      for (const a of out) for (const b of came) expect(growth[a]!).toBeLessThanOrEqual(growth[b]!);
    },
  );
});

describe('schedules', () => {
  it('ramp from nothing to all without falling', () => {
    const at = (p: number) => sparsityRamp(p, 0.1, 0.5);
    expect([at(0), at(0.1), at(0.5), at(1)]).toEqual([0, 0, 1, 1]);
    for (let p = 0; p < 1; p += 0.01) expect(at(p + 0.01)).toBeGreaterThanOrEqual(at(p));
    expect(at(0.2)).toBeGreaterThan(0.25);
  });

  it('warm up, then fall to the last share', () => {
    for (const kind of ['cosine', 'linear'] as const) {
      const rate = (p: number) => learningRate({ kind, warmUp: 0.1, last: 0.01 }, p);
      expect(rate(0)).toBe(0);
      expect(rate(0.05)).toBeCloseTo(0.5, 12);
      expect(rate(0.1)).toBeCloseTo(1, 12);
      expect(rate(0.55)).toBeCloseTo(0.505, 12);
      expect(rate(1)).toBeCloseTo(0.01, 12);
    }
    expect(learningRate({ kind: 'constant', warmUp: 0, last: 0 }, 0.7)).toBe(1);
  });
});
