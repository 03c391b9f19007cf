import type { DashboardState } from '../../state/state.ts';
import { assumedAssessment, gramsPerKwh } from './assessed.ts';
import { energyPanes } from './energy-state.ts';
import { energyText } from './energy-text.ts';
import { shownNodes } from './shown-nodes.ts';
import { summaryLines, writtenLine } from './summary-lines.ts';
import { visibleZones } from './zone-rows.ts';

const range = (low: number, high: number) => `${low.toPrecision(3)} to ${high.toPrecision(3)}`;

/** What a screen reader is given of the Energy screen: what an inference emits, then the pane. */
export function spokenEnergy(state: DashboardState): readonly string[] {
  const text = (fields: readonly { readonly text: string }[]) => fields.map((field) => field.text).join('');
  const { rows } = shownNodes(state);
  const { unit, pane } = state.energy;
  const assessment = assumedAssessment(state);
  const gPerKwh = assessment && gramsPerKwh(assessment);
  const zones = visibleZones(state);
  const zone = zones.rows[zones.selected];
  const ofPane: readonly string[] = {
    breakdown: rows.map(
      (node) =>
        `${node.label}: ${energyText(node.perInferenceJ, unit, gPerKwh)} per inference, ${(100 * node.share).toFixed(1)} per cent`,
    ),
    grid: zone ? [`zone ${zone.key}, ${zone.name}: ${zone.gPerKwh} grams per kilowatt-hour`] : [],
    sensitivity:
      assessment?.tornado.map(
        ({ assumption, atLow, atHigh }) => `${assumption}: ${range(atLow, atHigh)} grams per inference`,
      ) ?? [],
  }[pane];
  return [...summaryLines(state).map(text), text(writtenLine(state)), energyPanes[pane], ...ofPane];
}
