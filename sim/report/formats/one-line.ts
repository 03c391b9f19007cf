/** A text of the user's where a line break would begin something else: line breaks and control characters become a space. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
