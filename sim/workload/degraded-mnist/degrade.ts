import type { RandomStream } from '../../engine/random/random-stream.ts';
import type { Condition } from './conditions.ts';

const side = 28;
const pixels = side * side;

/**
 * Degrades one 28 x 28 grey image (u8, row major): shift, blur, gain, noise, in that order.
 *
 * Only additions, multiplications and integer hashes are used, so the bytes are the same on every machine: the
 * committed outcome tables depend on it. Noise is the sum of 12 uniforms less 6 (Irwin-Hall, unit variance).
 * @param draws stream of this image; draws 0 … 12 * 784 + 15 are used
 * @returns a new array of 784 bytes; the input is not touched
 */
export function degrade(image: Uint8Array, condition: Condition, draws: RandomStream): Uint8Array {
  const between = (index: number, [low, high]: readonly [number, number]) =>
    low + (high - low) * draws.uniform(index);
  const span = 2 * condition.maxShiftPx + 1;
  const dx = draws.integer(0, span) - condition.maxShiftPx;
  const dy = draws.integer(1, span) - condition.maxShiftPx;
  const [fewest, most] = condition.blurPasses;
  const passes = fewest + draws.integer(2, most - fewest + 1);
  const gain = between(3, condition.gain);
  const noiseGrey = between(4, condition.noiseGrey);

  let grey: Float64Array = new Float64Array(pixels);
  for (let y = 0; y < side; y++) {
    const fromY = y - dy;
    if (fromY < 0 || fromY >= side) continue;
    for (let x = 0; x < side; x++) {
      const fromX = x - dx;
      if (fromX >= 0 && fromX < side) grey[y * side + x] = image[fromY * side + fromX]!;
    }
  }
  for (let pass = 0; pass < passes; pass++) grey = blurLines(blurLines(grey, 1, side), side, 1);

  const out = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) {
    let noise = 0;
    if (noiseGrey > 0) {
      noise = -6;
      for (let k = 0; k < 12; k++) noise += draws.uniform(16 + i * 12 + k);
    }
    const value = Math.round(grey[i]! * gain + noise * noiseGrey);
    out[i] = value < 0 ? 0 : value > 255 ? 255 : value;
  }
  return out;
}

/** One pass of (1 2 1)/4 along one axis, zero outside. `step` is the stride along it, `line` the stride across. */
function blurLines(grey: Float64Array, step: number, line: number): Float64Array {
  const out = new Float64Array(pixels);
  for (let l = 0; l < side; l++) {
    for (let i = 0; i < side; i++) {
      const at = l * line + i * step;
      const before = i > 0 ? grey[at - step]! : 0;
      const after = i < side - 1 ? grey[at + step]! : 0;
      out[at] = 0.25 * before + 0.5 * grey[at]! + 0.25 * after;
    }
  }
  return out;
}
