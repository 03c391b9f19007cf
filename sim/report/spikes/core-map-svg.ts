/** The cores of a chip as they lie on its mesh, shaded by what each had to do. */
export interface CoreMapData {
  readonly title: string;
  /** What is shaded, e.g. "synaptic events". */
  readonly quantity: string;
  /** Tiles. */
  readonly width: number;
  readonly height: number;
  readonly cores: readonly {
    readonly tile: number;
    readonly slot: number;
    readonly value: number;
    readonly text: string;
    readonly used: boolean;
  }[];
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

export function coreMapSvg({ title, quantity, width, height, cores }: CoreMapData): string {
  const slots = cores.reduce((most, { slot }) => Math.max(most, slot + 1), 1);
  const perRow = Math.ceil(Math.sqrt(slots));
  const core = Math.max(4, Math.min(36, Math.floor(900 / (width * perRow))));
  const tile = perRow * core + (slots > 1 ? 6 : 1);
  const tileHeight = Math.ceil(slots / perRow) * core + (slots > 1 ? 6 : 1);
  const top = 40;
  const most = cores.reduce((max, { value }) => Math.max(max, value), 0);
  const shapes = cores.map(({ tile: t, slot, value, text, used }) => {
    const column = Math.floor(t / height);
    const row = height - 1 - (t % height);
    const x = 8 + column * tile + (slot % perRow) * core;
    const y = top + row * tileHeight + Math.floor(slot / perRow) * core;
    const share = most > 0 ? value / most : 0;
    const fill = used ? `hsl(215 70% ${(94 - 60 * share).toFixed(0)}%)` : '#f4f4f4';
    return `<rect x="${x}" y="${y}" width="${core - 1}" height="${core - 1}" fill="${fill}" stroke="#bbb" stroke-width="0.4"><title>${escaped(text)}</title></rect>`;
  });
  const total = [Math.max(320, 16 + width * tile), top + height * tileHeight + 24];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${total[0]} ${total[1]}" font-family="sans-serif" font-size="10" fill="#333">`,
    `<title>${escaped(title)}</title>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    `<text x="8" y="16" font-size="12">${escaped(title)}</text>`,
    `<text x="8" y="30">${escaped(quantity)}: darkest ${most.toLocaleString('en')}; north is up</text>`,
    ...shapes,
    '</svg>',
    '',
  ].join('\n');
}
