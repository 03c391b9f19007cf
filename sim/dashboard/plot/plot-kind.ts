/**
 * What plots are drawn with: braille has 2 by 4 dots in a character and most detail; blocks are calmer to read and are
 * in more fonts; ASCII is everywhere.
 */
export const plotKinds = ['braille', 'block', 'ascii'] as const;

export type PlotKind = (typeof plotKinds)[number];
