import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar } from '../../../sim/dashboard/plot/bar.ts';
import { createCanvas } from '../../../sim/dashboard/plot/canvas.ts';
import { plotKinds } from '../../../sim/dashboard/plot/plot-kind.ts';
import { sparkLine } from '../../../sim/dashboard/plot/spark-line.ts';

const kind = fc.constantFrom(...plotKinds);
const size = fc.integer({ min: 1, max: 30 });
const length = (text: string) => [...text].length;

describe('canvas', () => {
  it('is exactly as large as asked, and shows every dot inside, and none outside', () => {
    fc.assert(
      fc.property(kind, size, size, fc.double(), fc.double(), (of, columns, rows, x, y) => {
        const canvas = createCanvas(columns, rows, of);
        canvas.dot(x, y);
        canvas.line(x, y, y, x);
        const blank = createCanvas(columns, rows, of);
        blank.dot(-1, 0);
        blank.dot(canvas.width, canvas.height);
        blank.dot(Number.NaN, 0);
        for (const drawn of [canvas, blank]) {
          const lines = drawn.rows().map((fields) => fields.map(({ text }) => text).join(''));
          expect(lines).toHaveLength(rows);
          for (const line of lines) expect(length(line)).toBe(columns);
        }
        expect(
          blank
            .rows()
            .flat()
            .map(({ text }) => text.trim())
            .join(''),
        ).toBe('');
      }),
    );
  });

  it('puts each dot into its own place: all dots one by one give all different pictures', () => {
    for (const of of plotKinds) {
      const seen = new Set<string>();
      const { width, height } = createCanvas(3, 2, of);
      for (let x = 0; x < width; x++)
        for (let y = 0; y < height; y++) {
          const canvas = createCanvas(3, 2, of);
          canvas.dot(x, y, 'good');
          const text = canvas
            .rows()
            .map((fields) => fields.map((field) => field.text).join(''))
            .join('\n');
          expect(text.trim()).not.toBe('');
          seen.add(text);
        }
      expect(seen.size).toBe(width * height);
    }
  });
});

describe('lines and bars', () => {
  it('are exactly as wide as asked, whatever the values', () => {
    const values = fc.array(fc.option(fc.double({ noNaN: true, min: -1e9, max: 1e9 })), { maxLength: 50 });
    fc.assert(
      fc.property(values, size, kind, fc.double(), (numbers, width, of, share) => {
        expect(length(sparkLine(numbers, width, of))).toBe(width);
        expect(length(bar(share, width, of))).toBe(width);
      }),
    );
  });

  it('draw larger values higher, and longer', () => {
    for (const of of plotKinds) {
      const rising = [...sparkLine([0, 1, 2, 3, 4, 5, 6, 7], 8, of)];
      const steps = [...new Set(rising)];
      expect(steps.length).toBeGreaterThanOrEqual(4);
      expect(rising).toEqual(steps.flatMap((step) => rising.filter((letter) => letter === step)));
      expect(bar(1, 6, of)).not.toContain(' ');
      expect(bar(0.5, 6, of).slice(0, 3)).toBe(bar(1, 3, of));
      expect(bar(0, 6, of)).toBe(of === 'ascii' ? '......' : '      ');
    }
  });
});
