const pairs: readonly (readonly [from: string, to: string])[] = [
  ['✓✔', '+'],
  ['✗✘×', 'x'],
  ['◐', '~'],
  ['■█▇▆▉▊▋', '#'],
  ['▓', '%'],
  ['▒', '+'],
  ['▚', '&'],
  ['░', ':'],
  ['▅▄▌▍', '='],
  ['▃▂▁▎▏', '-'],
  ['▶▸›→', '>'],
  ['◀‹←', '<'],
  ['◆●•', '*'],
  ['○◌', 'o'],
  ['…', '~'],
  ['Δ', 'd'],
  ['·', '.'],
  ['─━┄┈–—−', '-'],
  ['│┃┆', '|'],
  ['┌┐└┘├┤┬┴┼╭╮╰╯', '+'],
  ['↓▾▼', 'v'],
  ['↑▴▲', '^'],
  ['±≈', '~'],
  ['≤', '<'],
  ['≥', '>'],
  // Its base letter would say the opposite.
  ['≠', '!'],
  ['µμ', 'u'],
  ['₂', '2'],
  ['²', '2'],
  ['°', ' '],
  ['’‘', "'"],
  ['“”', '"'],
];

const table = new Map(pairs.flatMap(([from, to]) => [...from].map((letter) => [letter, to] as const)));

function asciiLetter(letter: string): string {
  const known = table.get(letter);
  if (known !== undefined) return known;
  const code = letter.codePointAt(0)!;
  if (code === 0x2800) return ' ';
  if (code > 0x2800 && code <= 0x28ff) return ':';
  // Letters with marks keep their base letter; anything else keeps at least its place.
  const base = letter.normalize('NFD')[0]!;
  return base.charCodeAt(0) < 0x80 ? base : '?';
}

/** The text in ASCII, every character one character wide as before; escape sequences pass unchanged. */
export function toAscii(text: string): string {
  return text.replace(/[\u0080-\u{10ffff}]/gu, asciiLetter);
}
