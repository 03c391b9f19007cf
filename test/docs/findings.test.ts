import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../sim/package-root.ts';
import { findingsText } from '../../tools/findings/findings-text.ts';
import { findingsInputHash } from '../../tools/findings/input-hash.ts';
import { sampleReport } from '../report/sample-report.ts';

describe('docs/findings.md', () => {
  it('is of the scenarios, tables and profiles as they are (npx tsx tools/write-findings.ts writes it anew)', () => {
    const text = readFileSync(join(packageRoot(), 'docs', 'findings.md'), 'utf8');
    expect(/<!-- inputs: ([0-9a-f]{64}) -->/.exec(text)?.[1]).toBe(findingsInputHash());
  });

  it('has a row for every cell, and says where the networks do not fit', () => {
    const report = sampleReport();
    const text = findingsText([report], 'f'.repeat(64));
    const rows = text
      .split('\n')
      .filter((line) => /^\| [a-z0-9-]+ \|/.test(line) && !/target \||---/.test(line));
    expect(rows).toHaveLength(report.cells.length);
    if (report.cells.some((cell) => !cell.fits)) expect(text).toContain('does not fit');
    expect(text).not.toMatch(/undefined|NaN|null/);
  });
});
