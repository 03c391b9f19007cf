import type { Plot } from './plot.ts';
import { colours } from './plot.ts';

/** Look of all pictures. */
export const plotConfig = {
  font: 'system-ui, sans-serif',
  background: 'transparent',
  // Roles and labels are those of the figure around it: vega's own name every tick.
  aria: false,
  view: { stroke: null },
  axis: {
    labelColor: colours.quiet,
    titleColor: colours.ink,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 500,
    gridColor: colours.line,
    domainColor: colours.line,
    tickColor: colours.line,
    titlePadding: 8,
  },
  legend: {
    labelColor: colours.ink,
    titleColor: colours.ink,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 500,
  },
  text: { color: colours.ink, fontSize: 12 },
} as const;

/** Draws plots as SVG texts that can stand in one page: their ids never meet. Loads vega, which takes a second. */
export async function renderSvgs(plots: readonly Plot[]): Promise<readonly string[]> {
  if (plots.length === 0) return [];
  const vega = await import('vega');
  const { compile } = await import('vega-lite');
  vega.resetSVGDefIds();
  const drawn: string[] = [];
  for (const { spec } of plots) {
    const { spec: low } = compile({ ...spec, config: { ...plotConfig, ...spec.config } } as typeof spec);
    // One after the other: ids of clip paths are counted over the whole page.
    const svg = await new vega.View(vega.parse(low), { renderer: 'none' }).toSVG();
    // The figure around a picture names it; the names that vega gives its groups would only be read out between.
    drawn.push(svg.replaceAll(/\s+(xmlns(:xlink)?|role|aria-[a-z]+)="[^"]*"/g, ''));
  }
  return drawn;
}
