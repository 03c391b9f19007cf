/** One output pixel of eight lanes; each lane sums in the order of the one-lane form. */
// @ts-ignore: decorator
@inline
function poolPixel(x: usize, pitch: usize, y0: i32, y1: i32, width: i32, average: i32, divisor: f32, out: usize): void {
  let a0 = f32x4.splat(average ? 0 : -Infinity), a1 = a0;
  for (let y = y0; y < y1; y++) {
    let at = x + <usize>y * pitch;
    for (let i: i32 = 0; i < width; i++) {
      const v0 = v128.load(at), v1 = v128.load(at, 16);
      a0 = average ? f32x4.add(a0, v0) : f32x4.max(a0, v0);
      a1 = average ? f32x4.add(a1, v1) : f32x4.max(a1, v1);
      at += 32;
    }
  }
  v128.store(out, average ? f32x4.div(a0, f32x4.splat(divisor)) : a0);
  v128.store(out, average ? f32x4.div(a1, f32x4.splat(divisor)) : a1, 16);
}

/**
 * Max or average pooling over windows clipped to the image.
 * @param average 0: maximum; 1: mean over the window's pixels inside the image; 2: mean over the whole window
 */
export function pool(
  x: usize, xPlane: usize, xPitch: usize, channels: i32, height: i32, width: i32, lanes: i32,
  kernelH: i32, kernelW: i32, strideH: i32, strideW: i32, padTop: i32, padLeft: i32, average: i32,
  out: usize, outPlane: usize, outPitch: usize, outHeight: i32, outWidth: i32,
): void {
  const step = <usize>lanes << 2;
  for (let c: i32 = 0; c < channels; c++) {
    for (let oy: i32 = 0; oy < outHeight; oy++) {
      const y0 = max(0, oy * strideH - padTop), y1 = min(height, oy * strideH - padTop + kernelH);
      for (let ox: i32 = 0; ox < outWidth; ox++) {
        const x0 = max(0, ox * strideW - padLeft), x1 = min(width, ox * strideW - padLeft + kernelW);
        const divisor = average == 2 ? <f32>(kernelH * kernelW) : <f32>((y1 - y0) * (x1 - x0));
        if (lanes == 8) {
          poolPixel(x + <usize>x0 * 32, xPitch, y0, y1, x1 - x0, average, divisor, out + <usize>oy * outPitch + <usize>ox * 32);
          continue;
        }
        for (let j: usize = 0; j < step; j += 4) {
          let a: f32 = average ? 0 : -Infinity;
          for (let y = y0; y < y1; y++) {
            let at = x + <usize>y * xPitch + <usize>x0 * step + j;
            for (let i = x0; i < x1; i++) {
              const v = load<f32>(at);
              a = average ? a + v : max(a, v);
              at += step;
            }
          }
          store<f32>(out + <usize>oy * outPitch + <usize>ox * step + j, average ? a / divisor : a);
        }
      }
    }
    x += xPlane;
    out += outPlane;
  }
}
