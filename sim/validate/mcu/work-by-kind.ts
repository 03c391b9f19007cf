/** Work of one inference by kind of operator: what a cost model multiplies its costs with. */
export interface NetworkWork {
  /** Multiply-accumulates of convolutions with a window. */
  readonly conv: number;
  /** Multiply-accumulates of 1x1 convolutions. */
  readonly pointwise: number;
  readonly depthwise: number;
  readonly fullyConnected: number;
  /** Values written by those operators, each requantised and stored. */
  readonly outputs: number;
  /** Weights and biases that are read at least once. */
  readonly weights: number;
  /** Front ends (feature extraction) inside the published time. */
  readonly frontEnds: number;
}

type Kind = 'conv' | 'pointwise' | 'depthwise' | 'fullyConnected';
type Layer = readonly [kind: Kind, rows: number, depth: number, pixels: number];

const conv = (cin: number, cout: number, taps: number, pixels: number): Layer => [
  taps === 1 ? 'pointwise' : 'conv',
  cout,
  cin * taps,
  pixels,
];
const depthwise = (channels: number, taps: number, pixels: number): Layer => [
  'depthwise',
  channels,
  taps,
  pixels,
];
const dense = (from: number, to: number): Layer => ['fullyConnected', to, from, 1];

const autoEncoder = [640, 128, 128, 128, 128, 8, 128, 128, 128, 128, 640];
/** [channels in, channels out, side of the output] of MobileNet-v1 0.25 at 96x96. */
const mobileNetBlocks: readonly (readonly [number, number, number])[] = [
  [8, 16, 48],
  [16, 32, 24],
  [32, 32, 24],
  [32, 64, 12],
  [64, 64, 12],
  [64, 128, 6],
  ...Array.from({ length: 5 }, () => [128, 128, 6] as const),
  [128, 256, 3],
  [256, 256, 3],
];

/** Layers of the MLPerf Tiny networks as their int8 model files hold them (mlcommons/tiny), batch norm folded. */
const layers: ReadonlyMap<string, readonly Layer[]> = new Map([
  ['mlperf-tiny-ad', autoEncoder.slice(1).map((to, i) => dense(autoEncoder[i]!, to))],
  [
    'mlperf-tiny-ic',
    [
      conv(3, 16, 9, 1024),
      conv(16, 16, 9, 1024),
      conv(16, 16, 9, 1024),
      conv(16, 32, 9, 256),
      conv(32, 32, 9, 256),
      conv(16, 32, 1, 256),
      conv(32, 64, 9, 64),
      conv(64, 64, 9, 64),
      conv(32, 64, 1, 64),
      dense(64, 10),
    ],
  ],
  [
    'mlperf-tiny-kws',
    [
      conv(1, 64, 40, 125),
      ...Array.from({ length: 4 }, () => [depthwise(64, 9, 125), conv(64, 64, 1, 125)]).flat(),
      dense(64, 12),
    ],
  ],
  [
    'mlperf-tiny-vww',
    [
      conv(3, 8, 9, 48 * 48),
      ...mobileNetBlocks.flatMap(([cin, cout, side]) => [
        depthwise(cin, 9, side * side),
        conv(cin, cout, 1, side * side),
      ]),
      dense(256, 2),
    ],
  ],
  [
    'mlperf-tiny-sww',
    [
      depthwise(40, 3, 28),
      conv(40, 128, 1, 28),
      depthwise(128, 5, 24),
      conv(128, 128, 1, 24),
      depthwise(128, 10, 15),
      conv(128, 128, 1, 15),
      depthwise(128, 15, 1),
      conv(128, 32, 1, 1),
      dense(32, 3),
    ],
  ],
]);

function workOf(network: string, list: readonly Layer[]): NetworkWork {
  const macs = { conv: 0, pointwise: 0, depthwise: 0, fullyConnected: 0 };
  let outputs = 0;
  let weights = 0;
  for (const [kind, rows, depth, pixels] of list) {
    macs[kind] += rows * depth * pixels;
    outputs += rows * pixels;
    weights += rows * depth + rows;
  }
  // Published times of the streaming network begin at the samples of the microphone.
  return { ...macs, outputs, weights, frontEnds: network === 'mlperf-tiny-sww' ? 1 : 0 };
}

const works: ReadonlyMap<string, NetworkWork> = new Map(
  [...layers].map(([network, list]) => [network, workOf(network, list)]),
);

/** Work of a network by its id; null where its layers are not known here. */
export const workByKind = (network: string): NetworkWork | null => works.get(network) ?? null;

/** All multiply-accumulates of a network. */
export const totalMacs = (work: NetworkWork): number =>
  work.conv + work.pointwise + work.depthwise + work.fullyConnected;
