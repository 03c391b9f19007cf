/**
 * Fills [tokens][features], row-major, with waves whose lengths rise in equal ratios (Vaswani and others 2017), from 2 pi to 4 x tokens:
 * a word so many places away is a rotation, which attention need not learn for every pair of places.
 * @param features an even number @param deviation root mean square of the values
 */
export function wavePositions(values: Float32Array, features: number, deviation: number): void {
  const tokens = values.length / features;
  const waves = features / 2;
  const amplitude = deviation * Math.SQRT2;
  for (let t = 0; t < tokens; t++)
    for (let w = 0; w < waves; w++) {
      const angle = t / ((2 * tokens) / Math.PI) ** (w / Math.max(1, waves - 1));
      values[t * features + 2 * w] = amplitude * Math.sin(angle);
      values[t * features + 2 * w + 1] = amplitude * Math.cos(angle);
    }
}
