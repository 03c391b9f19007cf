/** Readers of flag values. What they throw is shown to the user as it is. */

/** A whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < least)
      throw new Error(`"${text}" is not a whole number of at least ${least}`);
    return value;
  };
}

/** Text that is not empty. */
export function words(text: string): string {
  if (text.trim() === '') throw new Error('the value is empty');
  return text;
}

/** The path of a case, as a replay line gives it. */
export function casePath(text: string): string {
  if (!/^\d+(:\d+)*$/.test(text)) throw new Error(`"${text}" is not a path like 12:0:3`);
  return text;
}

/** An N:M shape. */
export function nmShape(text: string): readonly [kept: number, group: number] {
  const found = /^(\d+):(\d+)$/.exec(text);
  const [kept, group] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || kept < 1 || kept > group || group > 256)
    throw new Error(`"${text}" is not N:M with 1 <= N <= M <= 256`);
  return [kept, group];
}

/** A finite number of at least `least`. */
export function numberOf(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < least)
      throw new Error(`"${text}" is not a number of at least ${least}`);
    return value;
  };
}

/** Pixels of a sensor, WIDTHxHEIGHT. */
export function sensorSize(text: string): { readonly width: number; readonly height: number } {
  const found = /^(\d+)x(\d+)$/.exec(text);
  const [width, height] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || width < 1 || height < 1 || width > 65535 || height > 65535)
    throw new Error(`"${text}" is not WIDTHxHEIGHT in pixels, such as 34x34`);
  return { width, height };
}

/** One of some words. */
export function oneOf<const T extends string>(allowed: readonly T[]): (text: string) => T {
  return (text) => {
    const found = allowed.find((word) => word === text);
    if (found === undefined) throw new Error(`"${text}" is not one of ${allowed.join(', ')}`);
    return found;
  };
}

/** Percentages from 0 to below 100, rising, as shares: sparsities of a ladder's levels. */
export function shareList(text: string): readonly number[] {
  const shares = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part) / 100));
  const rising = shares.every((share, i) => share >= 0 && share < 1 && (i === 0 || share > shares[i - 1]!));
  if (!rising || shares[0] !== 0 || shares.length < 2 || shares.length > 64)
    throw new Error(`"${text}" is not 2 to 64 rising percentages from 0 to below 100, such as 0,50,75,87.5`);
  return shares;
}
