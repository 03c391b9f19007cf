/**
 * u8 images -> an activation of one channel or more, each value divided by 255.
 * @param images [samples][channels][height][width] u8 @param lanes 1 or 8; missing samples of a panel read zero
 */
export function loadImages(
  images: usize, samples: i32, channels: i32, height: i32, width: i32,
  out: usize, plane: usize, pitch: usize, origin: usize, lanes: i32,
): void {
  const imageBytes = channels * height * width;
  const step = <usize>lanes << 2;
  for (let j: i32 = 0; j < lanes; j++) {
    const live = j < samples;
    let from = images + <usize>(j * imageBytes);
    for (let c: i32 = 0; c < channels; c++) {
      for (let y: i32 = 0; y < height; y++) {
        let to = out + <usize>c * plane + <usize>y * pitch + origin + (<usize>j << 2);
        for (let i: i32 = 0; i < width; i++) {
          store<f32>(to, live ? <f32>load<u8>(from) / 255 : 0);
          from++;
          to += step;
        }
      }
    }
  }
}

/** Writes zero around the pixels of each channel plane, to the plane's end; all sizes in bytes. */
export function clearBorder(
  out: usize, channels: i32, plane: usize, pitch: usize, top: i32, left: usize, height: i32, width: usize,
): void {
  const right = pitch - left - width;
  for (let c: i32 = 0; c < channels; c++) {
    const end = out + plane;
    memory.fill(out, 0, <usize>top * pitch);
    let at = out + <usize>top * pitch;
    for (let y: i32 = 0; y < height; y++) {
      for (let i: usize = 0; i < left; i += 4) store<f32>(at + i, 0);
      for (let i: usize = 0; i < right; i += 4) store<f32>(at + left + width + i, 0);
      at += pitch;
    }
    memory.fill(at, 0, end - at);
    out = end;
  }
}
