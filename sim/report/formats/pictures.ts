import { escapeHtml } from './page/escape-html.ts';
import { drawings } from './plots/drawings.ts';
import { colours } from './plots/plot.ts';
import { plotConfig, renderSvgs } from './plots/render-svg.ts';
import type { ReportFormat } from './report-format.ts';

/**
 * The pictures of the page as files of their own, for slides and papers: `plot-NAME.svg` on its own paper, and its
 * Vega-Lite specification with the numbers in it, `plot-NAME.vl.json`.
 */
export const pictures: ReportFormat = async (report) => {
  const plots = drawings(report);
  const svgs = await renderSvgs(plots);
  return plots.flatMap(({ id, title, spec }, i) => [
    {
      name: `plot-${id}.svg`,
      content: svgs[i]!.replace(
        /^<svg([^>]*)>/,
        (_, attributes: string) =>
          `<svg xmlns="http://www.w3.org/2000/svg"${attributes}><title>${escapeHtml(title)}</title><rect width="100%" height="100%" fill="${colours.paper}"/>`,
      ).concat('\n'),
    },
    {
      name: `plot-${id}.vl.json`,
      content: `${JSON.stringify(
        {
          $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
          description: title,
          ...spec,
          config: plotConfig,
        },
        null,
        1,
      )}\n`,
    },
  ]);
};
