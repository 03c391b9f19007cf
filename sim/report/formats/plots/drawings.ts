import type { GreenReport } from '../../green/schema/green-report-schema.ts';
import { causesPlot } from './causes-plot.ts';
import { heatMapPlot } from './heat-map-plot.ts';
import { heldOutPlot } from './held-out-plot.ts';
import type { Plot } from './plot.ts';
import { powerPlot } from './power-plot.ts';
import { rangePlot } from './range-plot.ts';
import { regionsPlot } from './regions-plot.ts';
import { scatterPlot } from './scatter-plot.ts';
import { tornadoPlot } from './tornado-plot.ts';

const all = [
  rangePlot,
  scatterPlot,
  causesPlot,
  powerPlot,
  heatMapPlot,
  regionsPlot,
  tornadoPlot,
  heldOutPlot,
] as const;

/** Every picture that a report has something to show in, in the order of the page. */
export const drawings = (report: GreenReport): readonly Plot[] =>
  all.map((draw) => draw(report)).filter((plot) => plot !== null);
