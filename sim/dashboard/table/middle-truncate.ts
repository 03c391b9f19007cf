/** Shortens to at most `width` characters by cutting out of the middle: both ends of a name tell names apart. */
export function middleTruncate(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  if (width <= 1) return '…'.slice(0, Math.max(0, width));
  const head = Math.ceil((width - 1) / 2);
  const tail = width - 1 - head;
  return characters.slice(0, head).join('') + '…' + characters.slice(characters.length - tail).join('');
}
