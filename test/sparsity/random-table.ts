import fc from 'fast-check';
import type { OutcomeTable } from '../../sim/sparsity/outcome-table.ts';

const key = {
  networkHash: 'n',
  kernelHash: 'k',
  dataHash: 'd',
  pointsHash: 'p',
  numericForm: 'fp32',
} as const;

/** Any outcome table with up to 4 points, 3 layers and 20 samples, edge values included. */
export const anyTable: fc.Arbitrary<OutcomeTable> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 20 }))
  .chain(([points, layers, samples]) => {
    const cells = points * samples;
    const u8 = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const u16 = (length: number) => fc.uint16Array({ minLength: length, maxLength: length });
    const u32 = (length: number) => fc.uint32Array({ minLength: length, maxLength: length });
    return fc.record({
      key: fc.constant(key),
      network: fc.string(),
      data: fc.constant('clean-mnist-test'),
      sampleCount: fc.constant(samples),
      points: fc.constant(
        Array.from({ length: points }, (_, p) => ({
          id: `L${p}`,
          levels: [p],
          gates: [p === 0 ? null : p / 8],
        })),
      ),
      layers: fc.constant(Array.from({ length: layers }, (_, l) => `layer${l}`)),
      labels: u8(samples),
      conditions: u8(samples),
      topClass: u8(cells),
      confidence: u16(cells),
      activeInputs: u16(cells * layers),
      effectiveMacs: u32(cells * layers),
    });
  });

/** The samples [from, to) of a table. */
export function sliceTable(table: OutcomeTable, from: number, to: number): OutcomeTable {
  const layers = table.layers.length;
  const cut = <T extends Uint8Array | Uint16Array | Uint32Array>(column: T, width: number): T => {
    const rows = table.points.map((_, p) => {
      const at = p * table.sampleCount;
      return Array.from(column.subarray((at + from) * width, (at + to) * width));
    });
    return new (column.constructor as new (values: number[]) => T)(rows.flat());
  };
  return {
    ...table,
    sampleCount: to - from,
    labels: table.labels.slice(from, to),
    conditions: table.conditions.slice(from, to),
    topClass: cut(table.topClass, 1),
    confidence: cut(table.confidence, 1),
    activeInputs: cut(table.activeInputs, layers),
    effectiveMacs: cut(table.effectiveMacs, layers),
  };
}
