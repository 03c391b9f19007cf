/** A layer whose time is measured: rows x cols of weights on `pixels` columns, plain or as a convolution. */
export interface HostLayer {
  readonly id: string;
  readonly kind: 'fully-connected' | 'conv' | 'pointwise';
  readonly rows: number;
  readonly cols: number;
  /** Right-hand sides of a product; output pixels of a convolution. */
  readonly pixels: number;
  /** Side of the square image of a convolution. */
  readonly side: number | null;
}

const product = (rows: number, cols: number, pixels: number): HostLayer => ({
  id: `${rows}x${cols}-n${pixels}`,
  kind: 'fully-connected',
  rows,
  cols,
  pixels,
  side: null,
});

const conv = (kind: 'conv' | 'pointwise', from: number, to: number, side: number): HostLayer => ({
  id: `${kind}-${from}-${to}-${side}x${side}`,
  kind,
  rows: to,
  cols: from * (kind === 'conv' ? 9 : 1),
  pixels: side * side,
  side,
});

/**
 * Layers that a machine is measured on, as they come in small networks for images and language: products with one and
 * with many right-hand sides, 3x3 and 1x1 convolutions at batch 1. The list is fixed.
 */
export const hostLayers: readonly HostLayer[] = [
  product(128, 640, 1),
  product(256, 256, 1),
  product(512, 512, 1),
  product(768, 768, 1),
  product(1024, 1024, 1),
  product(1000, 2048, 1),
  product(768, 3072, 1),
  product(3072, 768, 1),
  product(512, 512, 8),
  product(1024, 1024, 8),
  product(3072, 768, 8),
  product(384, 1536, 32),
  product(256, 256, 64),
  product(768, 768, 64),
  product(768, 3072, 64),
  product(128, 128, 196),
  product(64, 576, 196),
  product(256, 1024, 196),
  conv('conv', 16, 16, 32),
  conv('conv', 32, 32, 28),
  conv('conv', 32, 64, 14),
  conv('conv', 64, 64, 28),
  conv('conv', 128, 128, 14),
  conv('conv', 128, 128, 7),
  conv('conv', 256, 256, 7),
  conv('pointwise', 32, 192, 28),
  conv('pointwise', 64, 128, 14),
  conv('pointwise', 128, 128, 28),
  conv('pointwise', 192, 64, 14),
  conv('pointwise', 512, 512, 7),
];

/** Shares of zeros, in 4x1 blocks; at 0 the weights are dense. */
export const hostSparsities = [0, 0.5, 0.8, 0.95] as const;

/** Layers that are never fitted to: a third, drawn once by a seed. */
export const heldOutLayers: ReadonlySet<string> = drawHeldOut();

function drawHeldOut(): Set<string> {
  const seed = 20261126;
  const hash = (i: number) => {
    let h = Math.imul(seed ^ Math.imul(i + 1, 0x9e3779b1), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
    return (h ^ (h >>> 13)) >>> 0;
  };
  const order = hostLayers.map((_, i) => i).sort((a, b) => hash(a) - hash(b));
  return new Set(order.slice(0, Math.round(hostLayers.length / 3)).map((i) => hostLayers[i]!.id));
}
