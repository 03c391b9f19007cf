import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vega from 'vega';
import { compile } from 'vega-lite';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { boampsSchema } from '../../../sim/report/formats/boamps-schema.ts';
import { codecarbonColumns } from '../../../sim/report/formats/csv.ts';
import { type FormatName, formatNames } from '../../../sim/report/formats/format-names.ts';
import { loadFormat } from '../../../sim/report/formats/load-format.ts';
import type { GreenReport } from '../../../sim/report/green/schema/green-report-schema.ts';
import { fullSettings, greenSample } from '../green-sample.ts';

const golden = (name: string) =>
  readFileSync(join(fileURLToPath(new URL('../../golden/report', import.meta.url)), name), 'utf8');

let report: GreenReport;
const files = new Map<string, string | Uint8Array>();
const text = (name: string) => String(files.get(name));

beforeAll(async () => {
  report = await greenSample(fullSettings);
  for (const name of formatNames)
    for (const file of await (await loadFormat(name))(report)) files.set(file.name, file.content);
});

/** Rows of a CSV without line breaks in cells. */
function csvRows(name: string): Record<string, string>[] {
  const [head, ...lines] = text(name).trim().split('\n');
  const cells = (line: string) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) => m[1]!);
  const names = cells(head!);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i]!, cell])));
}
// Vega measures text with its own arithmetic; a last digit of a coordinate is no difference.
const coordinates = (page: string) => page.replace(/-?\d+\.\d+/g, (n) => Number(n).toFixed(1));

describe('report formats', () => {
  it.each([
    'report.md',
    'report.json',
    'emissions.csv',
    'runs.csv',
    'ledger.csv',
    'manifest.if.yaml',
    'boamps.json',
    'model-card.yaml',
    'model-card.md',
    'sci-report.md',
    'sci-report.yaml',
    'appendix.tex',
    'CITATION.cff',
    'junit.xml',
    'plot-tornado.vl.json',
  ])('writes %s as node --import tsx tools/write-report-goldens.ts does', (name) => {
    expect(text(name)).toBe(golden(name));
  });

  it('writes report.html alike, to a tenth of a pixel', () => {
    expect(coordinates(text('report.html'))).toBe(coordinates(golden('report.html')));
  });

  it('agree on energy and carbon to 1e-9', async () => {
    const whole = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0);
    const sci = whole(report.rows.map((row) => row.sci.value));
    const kwh = whole(report.rows.map((row) => row.energyFacilityKwh));
    const close = (value: number, expected: number) =>
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * expected);
    close(whole(csvRows('runs.csv').map((row) => Number(row['sci_per_inference_gCO2e']))), sci);
    close(whole(csvRows('emissions.csv').map((row) => Number(row['energy_consumed']))), kwh);
    const operationalG = whole(report.rows.map((row) => row.operational.value * row.inferences));
    close(whole(csvRows('emissions.csv').map((row) => 1000 * Number(row['emissions']))), operationalG);
    const { parquetReadObjects } = await import('hyparquet');
    const bytes = files.get('runs.parquet') as Uint8Array;
    const table = await parquetReadObjects({
      file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    });
    close(whole(table.map((row) => Number(row['sci_per_inference_gCO2e']))), sci);
    const lead = report.rows.find((row) => row.id === report.claims[report.headline!]!.subject)!;
    close(parse(text('sci-report.yaml')).sci.sci, lead.sci.value);
    close(JSON.parse(text('boamps.json')).measures[0].powerConsumption, lead.energyFacilityKwh);
    close(
      parse(text('model-card.yaml').replaceAll('---\n', '')).inference_co2_eq_emissions[0]
        .emissions_g_per_inference,
      lead.sci.value,
    );
    const manifest = parse(text('manifest.if.yaml'));
    const node = manifest.tree.children[lead.id.replaceAll('.', '_')].inputs[0];
    const energies = Object.entries(node).filter(([key]) => key.startsWith('energy/'));
    close(whole(energies.map(([, value]) => Number(value))), lead.energyFacilityKwh);
  });

  it('recomputes every score from the raw ledger alone', () => {
    const groups = new Map<string, Record<string, string>[]>();
    for (const entry of csvRows('ledger.csv'))
      groups.set(entry['row']!, [...(groups.get(entry['row']!) ?? []), entry]);
    expect(groups.size).toBe(report.rows.length);
    for (const row of report.rows) {
      const entries = groups.get(row.id)!;
      const joules = entries.reduce((sum, entry) => sum + Number(entry['energy_J']), 0);
      const {
        pue,
        intensity_gCO2e_per_kWh: intensity,
        inferences,
        embodied_g_per_inference: m,
      } = entries[0]!;
      // Apart: where one of the two is most of the score, an error of the other would hide.
      const operation = ((joules / 3.6e6) * Number(pue) * Number(intensity)) / Number(inferences);
      const close = (value: number, expected: number) =>
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-9 * expected);
      close(operation, row.operational.value);
      close(operation + Number(m), row.sci.value);
    }
  });

  it('writes the 38 columns of CodeCarbon and leaves versions of other tools empty', () => {
    expect(codecarbonColumns.length).toBe(38);
    const [row] = csvRows('emissions.csv');
    expect(row!['python_version']).toBe('');
    expect(row!['codecarbon_version']).toBe('');
  });

  it('writes power that times duration is the energy, and only codes of countries that exist', async () => {
    const columns = (rows: Record<string, string>[]) => rows[0]!;
    const row = columns(csvRows('emissions.csv'));
    const energy = (Number(row['cpu_power']) * Number(row['duration'])) / 3.6e6;
    expect(energy / Number(row['energy_consumed'])).toBeCloseTo(1, 9);
    expect([row['country_iso_code'], row['wue']]).toEqual(['DEU', '0.2']);
    const own = { ...report, grid: { ...report.grid, zone: 'Plant-mix 7', zoneName: 'Plant-mix 7' } };
    const [file] = await (await loadFormat('csv'))(own);
    const [names, first] = String(file!.content)
      .split('\n')
      .map((line) => line.split(','));
    for (const name of ['country_iso_code', 'region']) expect(first![names!.indexOf(name)]).toBe('');
  });

  it('satisfies the fields of BoAmps', () => {
    expect(boampsSchema.parse(JSON.parse(text('boamps.json'))).measures).toHaveLength(1);
  });

  it('writes a page without scripts, without the network, and with words for every picture', () => {
    const page = text('report.html');
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(\s*["']?http|src=/i);
    const pictures = page.match(/<svg/g)!.length;
    expect(page.match(/<svg role="img" aria-labelledby="/g)).toHaveLength(pictures);
    expect(page.match(/<figcaption>/g)).toHaveLength(pictures);
    expect(page.match(/<summary>The numbers of this picture/g)).toHaveLength(pictures);
    for (const [figure] of page.matchAll(/<figure[\s\S]*?<\/figure>/g)) {
      const width = Number(/<svg [^>]*width="(\d+)"/.exec(figure)![1]);
      // A line of the page at 1280 pixels, or half of it: wider pictures would scroll.
      expect(width).toBeLessThanOrEqual(figure.startsWith('<figure class="wide"') ? 1012 : 484);
    }
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(page).toMatch(/prefers-color-scheme:dark/);
    expect(page).toMatch(/@media print/);
  });

  it('writes every picture of the page as a file that stands alone, with the specification it was drawn from', async () => {
    const svgs = [...files.keys()].filter((name) => name.endsWith('.svg'));
    expect(svgs).toHaveLength(text('report.html').match(/<svg/g)!.length);
    for (const name of svgs) {
      expect(text(name)).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><title>[^<]+<\/title>/);
      const { spec: compiled } = compile(JSON.parse(text(name.replace('.svg', '.vl.json'))));
      const drawn = await new vega.View(vega.parse(compiled), { renderer: 'none' }).toSVG();
      expect(drawn.match(/<path/g)!.length).toBe(text(name).match(/<path/g)!.length);
    }
  });

  it('does not deny what a conclusion says', async () => {
    const conclusions = [
      { text: 'A small dense network beats all.', holdsCentrally: false, survivesLowEnd: false },
      { text: 'Sparsity saves.', holdsCentrally: true, survivesLowEnd: false },
    ];
    for (const format of ['md', 'html'] as const) {
      const [file] = await (await loadFormat(format))({ ...report, conclusions });
      expect(String(file!.content)).toMatch(/beats all\.(<|\n)/);
      expect(String(file!.content)).toContain('Sparsity saves. (Not at the unfavourable ends');
    }
  });

  it('uses no words that an auditor would strike out', () => {
    for (const [name, content] of files) {
      expect(String(content), name).not.toMatch(/carbon[- ]neutral|net[- ]zero|★/i);
      // The name is protected; ids of published rows and networks hold it in small letters.
      expect(String(content), name).not.toContain('MLPerf');
    }
  });

  it('keeps names of the user from being formulas, headings, tags or ends of a caption', async () => {
    const name = '=1+1 $& <b>x</b>\n\n# y `z` [l](u)';
    const hostile = {
      ...report,
      scenario: { ...report.scenario, title: name },
      rows: report.rows.map((row) => ({ ...row, targetName: name })),
      claims: report.claims.map((claim) => ({ ...claim, targetName: name })),
      grid: { ...report.grid, attribution: name },
    };
    for (const format of formatNames)
      for (const file of await (await loadFormat(format))(hostile)) {
        const content = String(file.content);
        if (/\.(md|svg|html)$/.test(file.name)) expect(content, file.name).not.toContain('<b>x');
        if (/\.md$/.test(file.name)) expect(content, file.name).not.toMatch(/^# y/m);
        if (/\.md$/.test(file.name)) expect(content, file.name).not.toMatch(/(?<!\\)\[l\]\(u\)/);
        if (/\.csv$/.test(file.name)) expect(content, file.name).not.toMatch(/(^|[,"\n])=1/);
        if (/\.tex$/.test(file.name)) expect(content, file.name).toMatch(/caption\{.*\$<\$b\$>\$x.*\}/);
        if (/\.yaml$/.test(file.name))
          expect(() => parse(content.replace(/^---\n|---\n$/g, ''))).not.toThrow();
      }
  });

  it.each(['html', 'md', 'latex', 'junit'] satisfies FormatName[])(
    'writes hostile names harmlessly as %s',
    async (name) => {
      const hostile = {
        ...report,
        scenario: { ...report.scenario, title: '<script>a & b</script> $x_1$ | "q" \u0007' },
      };
      const [file] = await (await loadFormat(name))(hostile);
      if (name === 'html' || name === 'junit') expect(String(file!.content)).not.toContain('<script>a');
      if (name === 'latex') expect(String(file!.content)).toContain('\\$x\\_1\\$');
    },
  );
});
