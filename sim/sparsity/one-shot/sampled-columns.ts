import { type Conv2dShape, conv2dOutput } from '../../../kernels/index.ts';

/**
 * Output pixels of a layer over the calibration samples, at most `most` of them, evenly spaced: sample *
 * pixels + pixel. The same pixels are taken at every level, so that their outputs can be compared.
 */
export function sampledPixels(shape: Conv2dShape, samples: number, most: number): Int32Array {
  const { height, width } = conv2dOutput(shape);
  const all = samples * height * width;
  const count = Math.min(all, most);
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * all) / count));
}

/**
 * The inputs of some output pixels as columns: [channels * kernelH * kernelW][to - from], zero where the
 * window leaves the image.
 * @param x [samples][channels][height][width]
 */
export function sampledColumns(
  x: Float32Array,
  s: Conv2dShape,
  pixels: Int32Array,
  from: number,
  to: number,
): Float32Array {
  const out = conv2dOutput(s);
  const area = out.height * out.width;
  const count = to - from;
  const top = new Int32Array(count);
  const left = new Int32Array(count);
  const base = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const at = pixels[from + i]!;
    const pixel = at % area;
    top[i] = Math.floor(pixel / out.width) * s.strideH - s.padTop;
    left[i] = (pixel % out.width) * s.strideW - s.padLeft;
    base[i] = ((at - pixel) / area) * s.channels * s.height * s.width;
  }
  const columns = new Float32Array(s.channels * s.kernelH * s.kernelW * count);
  let row = 0;
  for (let c = 0; c < s.channels; c++) {
    const plane = c * s.height * s.width;
    for (let ky = 0; ky < s.kernelH; ky++) {
      const dy = ky * s.dilationH;
      for (let kx = 0; kx < s.kernelW; kx++, row += count) {
        const dx = kx * s.dilationW;
        for (let i = 0; i < count; i++) {
          const y = top[i]! + dy;
          const xx = left[i]! + dx;
          if (y >= 0 && y < s.height && xx >= 0 && xx < s.width) {
            columns[row + i] = x[base[i]! + plane + y * s.width + xx]!;
          }
        }
      }
    }
  }
  return columns;
}
