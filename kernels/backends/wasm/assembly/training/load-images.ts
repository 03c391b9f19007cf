/**
 * Images of bytes [images][height][width] as one channel of eight lanes, (byte - mean) * by, each lane with changes of
 * its own: mirrored, then moved, then a rectangle set to 0. What is moved in from outside is byte 0.
 * @param indices i32 [groups * 8]; a lane below 0 is all 0
 * @param changes 0, or i32 [groups * 8][7]: mirror, down, right, and the rectangle's top, left, height, width
 */
export function loadImages(
  images: usize, indices: usize, changes: usize, y: usize, group: usize, row: usize,
  groups: i32, height: i32, width: i32, mean: f32, by: f32,
): void {
  const outside = -mean * by;
  for (let lane: i32 = 0; lane < groups << 3; lane++) {
    const index = load<i32>(indices + (<usize>lane << 2)), change = changes ? changes + <usize>lane * 28 : 0;
    const mirror = change ? load<i32>(change) : 0, down = change ? load<i32>(change, 4) : 0;
    const right = change ? load<i32>(change, 8) : 0;
    const top = change ? load<i32>(change, 12) : 0, left = max(change ? load<i32>(change, 16) : 0, 0);
    const bottom = top + (change ? load<i32>(change, 20) : 0);
    const end = min(change ? load<i32>(change, 16) + load<i32>(change, 24) : 0, width);
    const image = images + <usize>index * <usize>(height * width);
    const first = max(right, 0), last = min(width + right, width);
    let to = y + <usize>(lane >> 3) * group + (<usize>(lane & 7) << 2);
    for (let h: i32 = 0; h < height; h++) {
      const blank: f32 = index < 0 ? 0 : outside;
      for (let c: i32 = 0; c < width; c++) store<f32>(to + (<usize>c << 5), blank);
      const source = h - down;
      if (index >= 0 && source >= 0 && source < height) {
        const from = image + <usize>(source * width);
        for (let c = first; c < last; c++) {
          const at = mirror ? width - 1 - (c - right) : c - right;
          store<f32>(to + (<usize>c << 5), (<f32>load<u8>(from + <usize>at) - mean) * by);
        }
      }
      if (h >= top && h < bottom) {
        for (let c = left; c < end; c++) store<f32>(to + (<usize>c << 5), 0);
      }
      to += row;
    }
  }
}
