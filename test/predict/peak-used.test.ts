import { describe, expect, it } from 'vitest';
import { peakUsed } from '../../sim/predict/peak-used.ts';
import type { GpuProfile } from '../../sim/targets/gpu/profile-schema.ts';
import { loadProfile } from '../../sim/targets/load-profile.ts';

const card = (await loadProfile('l4')).profile as GpuProfile;
const { peakInt8, ...withoutInt8 } = card;
const { peakFp16, ...withFp32 } = withoutInt8;
const { peakFp32, ...bare } = withFp32;

describe('the peak that a precision is predicted by', () => {
  it.each([
    [card, 'int8', 'peakInt8', true],
    [card, 'float8', 'peakInt8', true],
    [card, 'fp16', 'peakFp16', true],
    [card, 'fp32', 'peakFp32', true],
    [withoutInt8, 'int8', 'peakFp16', false],
    [withFp32, 'int8', 'peakFp32', false],
    [withFp32, 'fp16', 'peakFp32', false],
    [bare, 'fp32', null, false],
  ] as const)('is its own or the next wider one: case %#', (profile, precision, peak, own) => {
    expect(peakUsed(profile as GpuProfile, precision)).toEqual({ peak, own });
  });
});
