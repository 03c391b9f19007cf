import { describe, expect, it } from 'vitest';
import { greenMarkdown } from '../../sim/report/green/green-markdown.ts';
import { greenReport } from '../../sim/report/green/green-report.ts';
import { gridIntensity } from '../../sim/report/green/grid-intensity.ts';
import { sampleReport } from './sample-report.ts';

describe('gridIntensity', () => {
  it('reads zone, year and value of the yearly table', async () => {
    const grid = await gridIntensity('DE', 2025);
    expect(grid).toMatchObject({ zone: 'DE', zoneName: 'Germany', year: 2025 });
    expect(grid.gCO2ePerKwh).toBeGreaterThan(100);
    expect(grid.attribution).toContain('Electricity Maps');
  });

  it.each([
    ['Germany', 'DE (Germany)'],
    ['US-CAL', 'US-CAL-CISO'],
    ['DEE', 'DE (Germany)'],
    ['de', 'DE (Germany)'],
  ])('names near zones of %s', async (zone, near) => {
    await expect(gridIntensity(zone, 2025)).rejects.toThrow(near);
  });

  it.each(['toString', '__proto__', 'de'])('refuses the zone %s', async (zone) => {
    await expect(gridIntensity(zone, 2025)).rejects.toThrow('E_UNKNOWN_GRID_ZONE');
  });

  it('refuses a year without data, naming those there are', async () => {
    await expect(gridIntensity('DE', 2020)).rejects.toThrow(/2021, 2022, 2023, 2024, 2025/);
  });
});

describe('greenReport', () => {
  it('multiplies energy by intensity and keeps the interval of the target', async () => {
    const grid = await gridIntensity('DE', 2025);
    const green = greenReport(sampleReport(), grid);
    expect(green.rows.map((row) => row.role)).toEqual(['best', 'best-static', 'dense']);
    const best = green.rows[0]!;
    expect(best.gCO2ePerInference).toBeCloseTo((0.00431 / 3.6e6) * grid.gCO2ePerKwh, 15);
    expect(best.gCO2ePerInferenceLow).toBeCloseTo(best.gCO2ePerInference * 0.6, 15);
    expect(green.rows[2]!.keepsConstraints).toBe(false);
  });

  it('prints attribution, boundary and the word modelled', async () => {
    const text = greenMarkdown(greenReport(sampleReport(), await gridIntensity('FR', 2024)));
    expect(text).toMatchSnapshot();
    expect(text).toContain('Open Database License');
    expect(text).toContain('modelled');
    expect(text).toContain('(est.)');
  });
});
