import type { OutcomeTable } from './outcome-table.ts';

/** Joins parts of a table (the same points, consecutive samples) into the whole, in the order given. */
export function mergeTables(parts: readonly OutcomeTable[]): OutcomeTable {
  const first = parts[0];
  if (!first) throw new RangeError('no parts to merge');
  const layers = first.layers.length;
  const points = first.points.length;
  const sampleCount = parts.reduce((sum, part) => sum + part.sampleCount, 0);
  const table: OutcomeTable = {
    ...first,
    sampleCount,
    labels: new Uint8Array(sampleCount),
    conditions: new Uint8Array(sampleCount),
    topClass: new Uint8Array(points * sampleCount),
    confidence: new Uint16Array(points * sampleCount),
    activeInputs: new Uint16Array(points * sampleCount * layers),
    effectiveMacs: new Uint32Array(points * sampleCount * layers),
  };
  let at = 0;
  for (const part of parts) {
    const n = part.sampleCount;
    table.labels.set(part.labels, at);
    table.conditions.set(part.conditions, at);
    for (let p = 0; p < points; p++) {
      const to = p * sampleCount + at;
      const from = p * n;
      table.topClass.set(part.topClass.subarray(from, from + n), to);
      table.confidence.set(part.confidence.subarray(from, from + n), to);
      table.activeInputs.set(part.activeInputs.subarray(from * layers, (from + n) * layers), to * layers);
      table.effectiveMacs.set(part.effectiveMacs.subarray(from * layers, (from + n) * layers), to * layers);
    }
    at += n;
  }
  return table;
}
