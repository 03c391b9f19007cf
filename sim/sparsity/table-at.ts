import type { OutcomeTable } from './outcome-table.ts';

/**
 * What a table holds of some of its samples: so tables of 10,000 samples stand beside those of the few whose spikes were
 * simulated. It keeps the key of the whole and is not to be stored.
 * @param positions of the samples in the table, ascending @throws RangeError where one lies outside it
 */
export function tableAt(table: OutcomeTable, positions: Uint32Array): OutcomeTable {
  const { sampleCount, points, layers } = table;
  const outside = positions.find((position) => position >= sampleCount);
  if (outside !== undefined)
    throw new RangeError(`sample ${outside} of ${table.network} was asked for; the table has ${sampleCount}`);
  const { length } = positions;
  /** @param rows of all samples one after the other @param width values of a sample */
  const taken = <T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
    values: T,
    rows: number,
    width: number,
  ): T => {
    if (values.length !== rows * sampleCount * width) return values;
    const Type = values.constructor as new (count: number) => T;
    const some = new Type(rows * length * width);
    for (let row = 0; row < rows; row++)
      positions.forEach((position, i) => {
        const from = (row * sampleCount + position) * width;
        some.set(values.subarray(from, from + width), (row * length + i) * width);
      });
    return some;
  };
  const ofPoints = points.length;
  return {
    ...table,
    sampleCount: length,
    labels: taken(table.labels, 1, 1),
    conditions: taken(table.conditions, 1, 1),
    topClass: taken(table.topClass, ofPoints, 1),
    confidence: taken(table.confidence, ofPoints, 1),
    activeInputs: taken(table.activeInputs, ofPoints, layers.length),
    effectiveMacs: taken(table.effectiveMacs, ofPoints, layers.length),
  };
}
