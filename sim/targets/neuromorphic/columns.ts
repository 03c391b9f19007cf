/**
 * The weights that exist, by input column: column (input channel * taps + tap) holds the entries
 * start[column] … start[column+1]-1, each an output channel and its weight. Weights of inactive blocks are absent,
 * not zero: they cost neither memory nor events.
 */
export interface Columns<W extends Float64Array | Int32Array = Float64Array | Int32Array> {
  readonly start: Uint32Array;
  readonly channel: Uint16Array;
  readonly weight: W;
}

/**
 * Columns of a [rows][cols] weight matrix.
 * @param active whether the weight at (row, col) is present
 * @param value its value
 */
export function columnsOf(
  rows: number,
  cols: number,
  active: (row: number, col: number) => boolean,
  value: (row: number, col: number) => number,
): Columns<Float64Array> {
  const start = new Uint32Array(cols + 1);
  const channel: number[] = [];
  const weight: number[] = [];
  for (let col = 0; col < cols; col++) {
    for (let row = 0; row < rows; row++) {
      if (!active(row, col)) continue;
      channel.push(row);
      weight.push(value(row, col));
    }
    start[col + 1] = channel.length;
  }
  return { start, channel: Uint16Array.from(channel), weight: Float64Array.from(weight) };
}
