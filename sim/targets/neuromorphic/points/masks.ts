import type { OperatingPoint } from '../../../sparsity/operating-point.ts';

type Mask = NonNullable<OperatingPoint['mask']>;

/** What points of the middle level switch off, of each kind the narrowest first. */
export const masks = [
  { of: 'regions', share: 0.1 },
  { of: 'regions', share: 0.2 },
  { of: 'channels', share: 0.125 },
] as const satisfies readonly Mask[];

/** What it switches off lies on cores of its own, which can lose their power. */
export const widestMask: Mask = masks[1];
