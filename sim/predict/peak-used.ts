import { bytesPerValue } from '../calibration/gpu/precision.ts';
import type { GpuProfile } from '../targets/gpu/profile-schema.ts';

type Peak = 'peakInt8' | 'peakFp16' | 'peakFp32';

const byWidth: readonly (readonly [bytes: number, peak: Peak])[] = [
  [1, 'peakInt8'],
  [2, 'peakFp16'],
  [4, 'peakFp32'],
];

/** Which peak of a GPU's profile a precision is predicted by: its own, or the next wider one that is stated. */
export function peakUsed(
  profile: GpuProfile,
  precision: string,
): { readonly peak: Peak | null; readonly own: boolean } {
  const width = bytesPerValue(precision);
  const found = byWidth.find(([bytes, peak]) => bytes >= width && profile[peak]);
  return { peak: found?.[1] ?? null, own: found?.[0] === width };
}
