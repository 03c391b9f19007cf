import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guideWithOutput, predictGuideFile } from '../../tools/write-guide-output.ts';

describe('docs/predict.md', () => {
  it('shows what its commands print', () => {
    const guide = readFileSync(predictGuideFile, 'utf8');
    expect(guide.match(/^\$ sparsewatt (predict|calibrate) .*$/gm)).toHaveLength(6);
    expect(guideWithOutput(guide)).toBe(guide);
  });
});
