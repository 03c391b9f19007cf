import { describe, expect, it } from 'vitest';
import { renderText } from '../../sim/report/text/render-text.ts';
import { width } from '../../sim/report/text-table.ts';
import { sampleReport } from './sample-report.ts';

const options = { full: true, colour: false, next: 'sparsewatt dash' };
const text = renderText(sampleReport(), options);

describe('renderText', () => {
  it('prints the whole report', () => {
    expect(text).toMatchSnapshot();
  });

  it('stays within 120 columns', () => {
    for (const line of text.split('\n')) expect(width(line), line).toBeLessThanOrEqual(120);
  });

  it('puts rows that break a constraint below every row that does not, however cheap', () => {
    const at = (policy: string) => text.indexOf(`  ${policy} `);
    expect(at('confidence-refinement')).toBeLessThan(at('best-static'));
    expect(at('best-static')).toBeLessThan(at('static-L6'));
    expect(at('static-L6')).toBeLessThan(at('dense'));
  });

  it('names the layer that does not fit', () => {
    expect(text).toContain('conv3 needs 700 kB of flash, there are 640 kB');
  });

  it('uses control sequences only when asked for colour', () => {
    expect(text).not.toContain('\u001b');
    expect(renderText(sampleReport(), { ...options, colour: true })).toContain('\u001b[1m');
  });
});
