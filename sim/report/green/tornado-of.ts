import { rankSwings, type Swing } from '../../energy/uncertainty/tornado.ts';
import type { AssessedRow } from './assess-row.ts';
import type { GridAlternative } from './schema/grid-schema.ts';
import { operationalPerInference } from './sci-of.ts';

/** What each assumption alone does to the score of one row. */
export function tornadoOf(
  { input, parts, row }: AssessedRow,
  alternatives: readonly GridAlternative[],
  others: readonly AssessedRow[],
  hourly: boolean,
): readonly Swing[] {
  const o = parts.operationalG.value;
  const m = parts.embodiedG?.value ?? 0;
  const restG = (o * input.restJ) / input.energyJ;
  const scaled = (part: number, factor: { low: number; high: number }) => ({
    atLow: o + m + part * (factor.low - 1),
    atHigh: o + m + part * (factor.high - 1),
  });
  const working = scaled(o - restG, input.model);
  const resting = scaled(restG, input.rest);
  const swings: Swing[] = [
    { assumption: 'Model of the energy at work', ...working },
    ...(input.restJ > 0 ? [{ assumption: 'Model of the power at rest', ...resting }] : []),
  ];
  const rates = input.bySeed.filter((s) => s.ended > 0).map((s) => s.energyJ / s.ended);
  const energyAt = (energyJ: number) =>
    operationalPerInference(energyJ, input.pue.value, input.grid.value) + m;
  if (rates.length > 1)
    swings.push({
      assumption: 'Other arrivals (least and most of the seeds)',
      atLow: energyAt(Math.min(...rates)),
      atHigh: energyAt(Math.max(...rates)),
    });
  const same = alternatives.filter((a) => a.use === 'sensitivity');
  const atGrid = (gCO2ePerKwh: number) =>
    operationalPerInference(input.energyJ, input.pue.value, gCO2ePerKwh) + m;
  const byYear = same.filter((a) => !a.label.includes('Ember')).map((a) => a.gCO2ePerKwh);
  if (byYear.length > 0) {
    const values = [...byYear, input.grid.value];
    swings.push({
      assumption: hourly ? 'Grid by the averages of years' : 'Grid of other years',
      atLow: atGrid(Math.min(...values)),
      atHigh: atGrid(Math.max(...values)),
    });
  }
  const ember = same.find((a) => a.label.includes('Ember'));
  if (ember)
    swings.push({
      assumption: 'Grid by Ember',
      atLow: Math.min(o + m, atGrid(ember.gCO2ePerKwh)),
      atHigh: Math.max(o + m, atGrid(ember.gCO2ePerKwh)),
    });
  if (input.grid.low < input.grid.high)
    swings.push({
      assumption: 'Grid intensity',
      atLow: atGrid(input.grid.low),
      atHigh: atGrid(input.grid.high),
    });
  if (input.pue.low < input.pue.high) {
    const atPue = (pue: number) => operationalPerInference(input.energyJ, pue, input.grid.value) + m;
    swings.push({ assumption: 'PUE', atLow: atPue(input.pue.low), atHigh: atPue(input.pue.high) });
  }
  if (input.embodied && m > 0) {
    const { totalG, lifetimeS } = input.embodied;
    swings.push(
      {
        assumption: 'Emissions of making the device',
        atLow: o + (m * totalG.low) / totalG.value,
        atHigh: o + (m * totalG.high) / totalG.value,
      },
      {
        assumption: 'Lifetime of the device',
        atLow: o + (m * lifetimeS.value) / lifetimeS.high,
        atHigh: o + (m * lifetimeS.value) / lifetimeS.low,
      },
    );
  }
  const loads = others.filter(
    (other) =>
      other.row.policy === row.policy && other.row.runtime === row.runtime && other.row.target === row.target,
  );
  if (loads.length > 1) {
    const scores = loads.map((other) => other.row.sci.value);
    swings.push({
      assumption: `Utilisation (load ${loads.map((other) => other.row.denseLoad).join(' or ')})`,
      atLow: Math.min(...scores),
      atHigh: Math.max(...scores),
    });
  }
  return rankSwings(swings);
}
