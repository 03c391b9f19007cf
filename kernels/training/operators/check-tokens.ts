import type { TrainingValue } from '../training-value.ts';

/** One value of an operator on tokens and what it must be; `groups` and `channels` only where they are given. */
export interface TokenShape {
  readonly role: string;
  readonly value: TrainingValue;
  readonly groups?: number;
  readonly channels?: number;
  /** Whether a gradient is written, default true. */
  readonly gradient?: boolean;
}

/** @throws RangeError where a value is no value of one pixel of that shape */
export function checkTokens(operator: string, shapes: readonly TokenShape[]): void {
  for (const { role, value, groups = value.groups, channels = value.channels, gradient = true } of shapes) {
    const { name, height, width, border } = value;
    const found = `${operator}: ${role} '${name}' is`;
    if (height !== 1 || width !== 1 || border !== 0) {
      throw new RangeError(`${found} ${height}x${width} with border ${border}; tokens are 1x1 without one`);
    }
    if (value.groups !== groups || value.channels !== channels) {
      throw new RangeError(
        `${found} ${value.groups} groups of ${value.channels} features; it must be ${groups} of ${channels}`,
      );
    }
    if (gradient && value.gradientAt === 0) {
      throw new RangeError(`${found} without a gradient; allocate it with gradient: true`);
    }
  }
}

/** Groups that `sequences` of `tokens` take. @throws RangeError where tokens is no positive multiple of 8 */
export function groupsOf(operator: string, sequences: number, tokens: number): number {
  if (!(tokens > 0 && tokens % 8 === 0 && sequences > 0 && Number.isInteger(tokens * sequences))) {
    throw new RangeError(
      `${operator}: ${sequences} sequences of ${tokens} tokens; both must be positive, tokens a multiple of 8: pad them`,
    );
  }
  return (sequences * tokens) / 8;
}
