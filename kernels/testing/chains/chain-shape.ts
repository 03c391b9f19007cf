import fc from 'fast-check';

/** A layer before it has weights. Sizes that the activations do not allow are brought to the nearest that they do. */
export interface LayerShape {
  readonly kind: 'gemm' | 'conv' | 'relu' | 'max-pool' | 'mean-pool';
  /** Output channels of gemm and conv. */
  readonly outputs: number;
  /** Side of the window of conv and pools. */
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
}

/** The shape of a small network. */
export interface ChainShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly layers: readonly LayerShape[];
}

/** One to five layers over images of at most 4 x 9 x 9; shrinks to fewer and smaller layers. */
export const chainShape: fc.Arbitrary<ChainShape> = fc.record({
  channels: fc.integer({ min: 1, max: 4 }),
  height: fc.integer({ min: 1, max: 9 }),
  width: fc.integer({ min: 1, max: 9 }),
  layers: fc.array(
    fc.record({
      kind: fc.constantFrom('gemm', 'conv', 'conv', 'relu', 'max-pool', 'mean-pool'),
      outputs: fc.integer({ min: 1, max: 17 }),
      kernel: fc.integer({ min: 1, max: 4 }),
      stride: fc.integer({ min: 1, max: 2 }),
      pad: fc.integer({ min: 0, max: 2 }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

/** One line: `2x5x5 → conv 8, 3x3, stride 2, pad 1 → relu`. */
export function describeChain({ channels, height, width, layers }: ChainShape): string {
  const window = ({ kernel, stride, pad }: LayerShape) =>
    `${kernel}x${kernel}${stride > 1 ? `, stride ${stride}` : ''}${pad > 0 ? `, pad ${pad}` : ''}`;
  const text = layers.map((layer) => {
    if (layer.kind === 'relu') return 'relu';
    if (layer.kind === 'gemm') return `gemm ${layer.outputs}`;
    return layer.kind === 'conv'
      ? `conv ${layer.outputs}, ${window(layer)}`
      : `${layer.kind} ${window(layer)}`;
  });
  return [`${channels}x${height}x${width}`, ...text].join(' → ');
}
