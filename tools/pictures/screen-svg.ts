import type headless from '@xterm/headless';

const cellWidth = 8.4;
const lineHeight = 18;
const padding = 12;
const foreground = '#d8dee9';
const background = '#12161d';
/** Colours 0 to 15 as the picture shows them; a terminal's own differ. */
const palette = [
  ...['#3b4252', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d8dee9'],
  ...['#5c6370', '#ff7b86', '#b5e890', '#ffd68a', '#7cc4ff', '#dd94f0', '#76d6e2', '#ffffff'],
];

type Cell = NonNullable<
  ReturnType<NonNullable<ReturnType<headless.Terminal['buffer']['active']['getLine']>>['getCell']>
>;

interface Style {
  readonly fill: string;
  readonly back: string | null;
  readonly bold: boolean;
  readonly dim: boolean;
}

function colour(isDefault: boolean, isRgb: boolean, value: number, byDefault: string): string {
  if (isDefault) return byDefault;
  if (isRgb) return `#${value.toString(16).padStart(6, '0')}`;
  if (value < 16) return palette[value]!;
  if (value >= 232) {
    const grey = (8 + 10 * (value - 232)).toString(16).padStart(2, '0');
    return `#${grey}${grey}${grey}`;
  }
  // The 6x6x6 cube of xterm.
  const level = (step: number) => (step === 0 ? 0 : 55 + 40 * step).toString(16).padStart(2, '0');
  const at = value - 16;
  return `#${level(Math.floor(at / 36))}${level(Math.floor(at / 6) % 6)}${level(at % 6)}`;
}

function styleOf(cell: Cell): Style {
  const front = colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor(), foreground);
  const behind = colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor(), background);
  const inverse = cell.isInverse() !== 0;
  const back = inverse ? front : behind;
  return {
    fill: inverse ? behind : front,
    back: back === background ? null : back,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
  };
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const px = (value: number) => String(Math.round(value * 10) / 10);

function run(text: string, column: number, row: number, style: Style): string {
  const [x, y] = [padding + column * cellWidth, padding + row * lineHeight];
  const width = px([...text].length * cellWidth);
  const box = style.back
    ? `<rect x="${px(x)}" y="${px(y)}" width="${width}" height="${lineHeight}" fill="${style.back}"/>`
    : '';
  if (text.trim() === '') return box;
  const weight = style.bold ? ' font-weight="bold"' : '';
  const opacity = style.dim ? ' opacity="0.65"' : '';
  // Leading spaces would be lost by some viewers: the text starts where its first letter stands.
  const lead = text.length - text.trimStart().length;
  const shown = text.trim();
  const at = `x="${px(x + lead * cellWidth)}" y="${px(y + 13.5)}" textLength="${px([...shown].length * cellWidth)}"`;
  return `${box}<text ${at} fill="${style.fill}"${weight}${opacity}>${escaped(shown)}</text>`;
}

/** The screen of a terminal as a picture: characters stay text, so that it can be read, searched and printed. */
export function screenSvg(terminal: headless.Terminal, title: string): string {
  const { active } = terminal.buffer;
  const parts: string[] = [];
  for (let row = 0; row < terminal.rows; row++) {
    const line = active.getLine(active.viewportY + row);
    if (!line) continue;
    let text = '';
    let from = 0;
    let style: Style | null = null;
    for (let column = 0; column <= terminal.cols; column++) {
      const cell = column < terminal.cols ? line.getCell(column) : undefined;
      const next = cell ? styleOf(cell) : null;
      if (style && JSON.stringify(next) !== JSON.stringify(style)) {
        parts.push(run(text, from, row, style));
        text = '';
        from = column;
      }
      style = next;
      if (cell) text += cell.getChars() || ' ';
    }
  }
  const width = px(2 * padding + terminal.cols * cellWidth);
  const height = px(2 * padding + terminal.rows * lineHeight);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="8" fill="${background}"/>`,
    `<g font-family="'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
    ...parts.filter((part) => part !== ''),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
