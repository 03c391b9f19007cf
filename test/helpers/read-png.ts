import { inflateSync } from 'node:zlib';

/** A picture of 8-bit samples without interlacing. */
export interface Png {
  readonly width: number;
  readonly height: number;
  /** 3 (RGB) or 4 (RGBA). */
  readonly channels: number;
  readonly pixels: Uint8Array;
}

const near = (a: number, b: number, c: number): number => {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
};

/** Reads a PNG as browsers write screenshots (PNG specification, filters 0 to 4). @throws Error on any other kind */
export function readPng(file: Buffer): Png {
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const [depth, colour, , , interlaced] = file.subarray(24, 29);
  if (depth !== 8 || (colour !== 2 && colour !== 6) || interlaced !== 0)
    throw new Error(
      `a PNG of depth ${depth}, colour type ${colour}, interlacing ${interlaced} is not read here`,
    );
  const channels = colour === 2 ? 3 : 4;
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? pixels[y * stride + x - channels]! : 0;
      const up = y > 0 ? pixels[(y - 1) * stride + x]! : 0;
      const corner = x >= channels && y > 0 ? pixels[(y - 1) * stride + x - channels]! : 0;
      const guess = [0, left, up, (left + up) >> 1, near(left, up, corner)][filter]!;
      pixels[y * stride + x] = (raw[y * (stride + 1) + 1 + x]! + guess) & 255;
    }
  }
  return { width, height, channels, pixels };
}

/** A part of a picture. */
export function cropPng(
  { width: whole, channels, pixels }: Png,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): Png {
  const part = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * whole + left) * channels;
    part.set(pixels.subarray(from, from + width * channels), y * width * channels);
  }
  return { width, height, channels, pixels: part };
}

/** Mean brightness of tiles of `size` pixels, row by row: what is left of a picture when fonts differ. */
export function tileBrightness({ width, height, channels, pixels }: Png, size: number): number[] {
  const tiles: number[] = [];
  for (let top = 0; top + size <= height; top += size)
    for (let left = 0; left + size <= width; left += size) {
      let sum = 0;
      for (let y = top; y < top + size; y++)
        for (let x = left; x < left + size; x++)
          for (let c = 0; c < 3; c++) sum += pixels[(y * width + x) * channels + c]!;
      tiles.push(sum / (3 * size * size));
    }
  return tiles;
}
