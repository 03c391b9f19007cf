/**
 * The tabs of the screens: the current one in brackets. Where all titles are wider than `width`, the other screens are
 * their numbers alone.
 */
export function tabTexts(titles: readonly string[], current: number, width: number): readonly string[] {
  const tab = (text: string, at: number) => (at === current ? `[${text}]` : ` ${text} `);
  const whole = titles.map((title, at) => tab(`${at + 1} ${title}`, at));
  if (whole.join('').length <= width) return whole;
  return titles.map((title, at) => tab(at === current ? `${at + 1} ${title}` : String(at + 1), at));
}
