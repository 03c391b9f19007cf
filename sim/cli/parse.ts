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
