/** Sizes of a convolution of `samples` images. */
export interface ReferenceShape {
  readonly samples: number;
  readonly channels: number;
  readonly rows: number;
  readonly height: number;
  readonly width: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

export function outputSize(s: ReferenceShape): { height: number; width: number } {
  const along = (length: number) => Math.floor((length + 2 * s.padding - s.kernel) / s.stride) + 1;
  return { height: along(s.height), width: along(s.width) };
}

/**
 * Calls `visit` with the index of y [samples][rows][height][width], of w [rows][channels * kernel * kernel] and of x
 * [samples][channels][height][width] for every product of y = W * x.
 */
function forEachProduct(s: ReferenceShape, visit: (y: number, w: number, x: number) => void): void {
  const { height, width } = outputSize(s);
  let y = 0;
  for (let n = 0; n < s.samples; n++) {
    for (let m = 0; m < s.rows; m++) {
      for (let oy = 0; oy < height; oy++) {
        for (let ox = 0; ox < width; ox++, y++) {
          let w = m * s.channels * s.kernel * s.kernel;
          for (let c = 0; c < s.channels; c++) {
            for (let ky = 0; ky < s.kernel; ky++) {
              for (let kx = 0; kx < s.kernel; kx++, w++) {
                const [iy, ix] = [oy * s.stride + ky - s.padding, ox * s.stride + kx - s.padding];
                if (iy < 0 || ix < 0 || iy >= s.height || ix >= s.width) continue;
                visit(y, w, ((n * s.channels + c) * s.height + iy) * s.width + ix);
              }
            }
          }
        }
      }
    }
  }
}

/** float64: y = W * x, without bias. */
export function convolve(s: ReferenceShape, x: ArrayLike<number>, weights: ArrayLike<number>): Float64Array {
  const { height, width } = outputSize(s);
  const out = new Float64Array(s.samples * s.rows * height * width);
  forEachProduct(s, (y, w, i) => {
    out[y]! += weights[w]! * x[i]!;
  });
  return out;
}

/** float64: gradients of sum(dy * (W * x)). */
export function convolutionGradients(
  s: ReferenceShape,
  x: ArrayLike<number>,
  weights: ArrayLike<number>,
  dy: ArrayLike<number>,
): { dx: Float64Array; dw: Float64Array } {
  const [dx, dw] = [new Float64Array(x.length), new Float64Array(weights.length)];
  forEachProduct(s, (y, w, i) => {
    dx[i]! += weights[w]! * dy[y]!;
    dw[w]! += dy[y]! * x[i]!;
  });
  return { dx, dw };
}
