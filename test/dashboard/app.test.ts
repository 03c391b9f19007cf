import { afterEach, describe, expect, it } from 'vitest';
import { type DrawnDashboard, drawDashboard } from './render-frame.ts';

let drawn: DrawnDashboard;
afterEach(() => drawn.close());

describe('frames', () => {
  it('are as wide and one line lower than the terminal at every size, on every screen', async () => {
    for (const [columns, rows] of [
      [60, 16],
      [80, 24],
      [100, 40],
    ] as const) {
      drawn = drawDashboard({ columns, rows });
      for (const keys of ['', '2', '3', '?']) {
        if (keys) await drawn.press(keys);
        const lines = drawn.frame().split('\n');
        expect(lines).toHaveLength(rows - 1);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
      }
      drawn.close();
    }
  });

  it('show a row for each target with its class and whether it fits', async () => {
    drawn = drawDashboard({ columns: 100, rows: 40 });
    await drawn.press('2');
    for (const target of ['jetson-agx-orin', 'loihi-1', 'mcu-wakes-orin'])
      expect(drawn.frame()).toContain(target);
    await drawn.press('l'.repeat(12));
    expect(drawn.frame()).toMatch(/nucleo-l4r5zi .* ◐ 9\/10 +mcu/);
    expect(drawn.frame()).toContain('adaptation does not pay here');
    expect(drawn.frame()).toContain('est.');
  });

  it('say the status of a policy by shape and word, and why one does not fit', async () => {
    drawn = drawDashboard({ columns: 100, rows: 40 });
    await drawn.press('2jjjjjjjjjjjj3G');
    const frame = drawn.frame();
    for (const status of ['✓ ok', '? floor', '✗ late', '✗ floor+late', '■ no fit'])
      expect(frame).toContain(status);
    expect(frame).toMatch(/◆ static-L3/);
    expect(frame).toContain('dense does not fit: conv3 needs 813 kB of sram');
  });

  it('mark the sorted column and its direction', async () => {
    drawn = drawDashboard({ columns: 100, rows: 24 });
    await drawn.press('3s');
    expect(drawn.frame()).toContain('energy▴');
    await drawn.press('r');
    expect(drawn.frame()).toContain('energy▾');
  });

  it('say so when the terminal is too small', () => {
    drawn = drawDashboard({ columns: 50, rows: 12 });
    expect(drawn.frame()).toMatch(/^needs 60×16, is 50×12; q quits/);
  });
});
