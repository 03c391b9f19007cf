/** Spikes over time as an SVG: one row a neuron, or a share of one where there are many, coloured by core. */
export interface RasterData {
  readonly title: string;
  readonly steps: number;
  readonly neurons: number;
  /** Spikes: step and row of each. */
  readonly step: Uint32Array;
  readonly row: Uint32Array;
  /** First row of each used core, ascending, and its name. */
  readonly cores: readonly { readonly firstRow: number; readonly name: string }[];
}

const width = 960;
const left = 64;
const top = 28;
const bottom = 28;
/** Cells across and down at most: more cannot be seen, and would only make the file large. */
const mostColumns = 800;
const mostRows = 600;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);

export function rasterSvg({ title, steps, neurons, step, row, cores }: RasterData): string {
  const columns = Math.max(1, Math.min(mostColumns, steps));
  const rows = Math.max(1, Math.min(mostRows, neurons));
  const cellWidth = (width - left - 12) / columns;
  const cellHeight = Math.max(1, Math.min(8, 480 / rows));
  const height = top + rows * cellHeight + bottom;
  const density = new Uint32Array(columns * rows);
  let most = 1;
  for (let i = 0; i < step.length; i++) {
    const x = Math.floor((step[i]! * columns) / steps);
    const y = Math.floor((row[i]! * rows) / neurons);
    const n = ++density[y * columns + x]!;
    if (n > most) most = n;
  }
  // One path a level of darkness, each made of bars: far smaller than one element a spike.
  const levels = [0.25, 0.5, 0.75, 1];
  const paths = levels.map(() => '');
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const n = density[y * columns + x]!;
      if (n === 0) continue;
      const level = Math.min(levels.length - 1, Math.ceil((n / most) * levels.length) - 1);
      paths[level] +=
        `M${(left + x * cellWidth).toFixed(1)} ${(top + y * cellHeight).toFixed(1)}h${Math.max(0.8, cellWidth * 0.9).toFixed(1)}v${(cellHeight * 0.9).toFixed(1)}h-${Math.max(0.8, cellWidth * 0.9).toFixed(1)}z`;
    }
  const lines = cores.map(({ firstRow, name }) => {
    const y = (top + ((firstRow * rows) / Math.max(1, neurons)) * cellHeight).toFixed(1);
    return `<path d="M${left} ${y}H${width - 12}" stroke="#999" stroke-width="0.4"/><text x="${left - 6}" y="${Number(y) + 8}" text-anchor="end">${escaped(name)}</text>`;
  });
  const shown = lines.length <= 40 ? lines : lines.filter((_, i) => i % Math.ceil(lines.length / 40) === 0);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height.toFixed(0)}" font-family="sans-serif" font-size="9" fill="#333">`,
    `<title>${escaped(title)}</title>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    `<text x="${left}" y="16" font-size="12">${escaped(title)}</text>`,
    ...shown,
    ...paths.map((d, i) => (d ? `<path d="${d}" fill="#1f4e9c" fill-opacity="${levels[i]}"/>` : '')),
    `<text x="${left}" y="${height - 10}">step 0</text>`,
    `<text x="${width - 12}" y="${height - 10}" text-anchor="end">step ${steps - 1}</text>`,
    '</svg>',
    '',
  ].join('\n');
}
