import { KernelSession, packSingleLevel, type SparseMatrix } from '../../kernels/index.ts';
import { seededOrder, seededValues } from '../../kernels/testing/seeded-values.ts';
import type { HostLayer } from './host-layers.ts';

/** Time of one layer at one sparsity. */
export interface HostTime {
  readonly layer: HostLayer;
  readonly sparsity: number;
  /** Whether the dense kernel ran: without zeros, or where the session found it faster. */
  readonly dense: boolean;
  /** Share of the 4x1 blocks that is there. */
  readonly activeShare: number;
  /** 20th percentile of the rounds, in ns. */
  readonly latencyNs: number;
}

/** What was measured, and with which kernels. */
export interface HostTimes {
  readonly times: readonly HostTime[];
  readonly build: string;
  readonly wide: boolean;
}

/** Weights with an exact share of 4x1 blocks at seeded places. */
function weightsOf({ rows, cols }: HostLayer, sparsity: number, seed: number): SparseMatrix {
  const values = seededValues(seed, rows * cols, 'uniform');
  if (sparsity === 0) return { format: 'dense', matrix: { rows, cols, values } };
  const blocks = (rows / 4) * cols;
  const order = seededOrder(seed + 1, blocks);
  for (const block of order.subarray(Math.round(blocks * (1 - sparsity)))) {
    const [row, col] = [Math.floor(block / cols) * 4, block % cols];
    for (let i = 0; i < 4; i++) values[(row + i) * cols + col] = 0;
  }
  return { format: 'block-ladder', matrix: packSingleLevel({ rows, cols, values }) };
}

const border = { top: 1, left: 1, bottom: 1, right: 1 };

function callOf(session: KernelSession, layer: HostLayer, sparsity: number, seed: number): () => void {
  const weights = weightsOf(layer, sparsity, seed);
  if (layer.side === null) {
    const input = session.activation({ channels: layer.cols, height: 1, width: 1 }, layer.pixels);
    input.write(seededValues(seed + 2, layer.cols * layer.pixels, 'uniform'));
    const made = session.layer({ weights, input });
    return () => made.run();
  }
  const windowed = layer.kind === 'conv';
  const channels = windowed ? layer.cols / 9 : layer.cols;
  const volume = { channels, height: layer.side, width: layer.side };
  const input = session.activation(volume, 1, windowed ? border : undefined);
  input.write(seededValues(seed + 2, channels * layer.pixels, 'uniform'));
  const [size, pad] = windowed ? [3, 1] : [1, 0];
  const shape = {
    ...volume,
    ...{ kernelH: size, kernelW: size, strideH: 1, strideW: 1, dilationH: 1, dilationW: 1 },
    ...{ padTop: pad, padLeft: pad, padBottom: pad, padRight: pad },
  };
  const made = session.layer({ weights, input, shape, ...(windowed ? { outputBorder: border } : {}) });
  return () => made.run();
}

/**
 * Times every layer at every sparsity on one thread, interleaved: a slow phase of the machine hits all alike.
 * @param report called with the rounds that are done, and all
 */
export async function measureLayers(
  layers: readonly HostLayer[],
  sparsities: readonly number[],
  { rounds = 9, minimumMs = 2, report = (_done: number, _rounds: number) => {} } = {},
): Promise<HostTimes> {
  const session = await KernelSession.open({ mode: 'fast' });
  const cases = layers.flatMap((layer, i) =>
    sparsities.map((sparsity) => ({ layer, sparsity, call: callOf(session, layer, sparsity, 10 * i) })),
  );
  const repeats = cases.map(({ call }) => {
    const start = performance.now();
    let calls = 0;
    // The engine compiles for speed only after some calls.
    while (calls < 5 || performance.now() - start < 4 * minimumMs) {
      call();
      calls++;
    }
    return Math.max(1, Math.ceil((minimumMs * calls) / (performance.now() - start)));
  });
  const times = cases.map(() => [] as number[]);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { call }] of cases.entries()) {
      const start = performance.now();
      for (let k = 0; k < repeats[i]!; k++) call();
      times[i]!.push(((performance.now() - start) * 1e6) / repeats[i]!);
    }
    report(round + 1, rounds);
  }
  const { wide, denseFrom } = session.dispatch;
  await session.close();
  return {
    build: session.fault === null ? 'fast' : 'reproducible',
    wide,
    times: cases.map(({ layer, sparsity }, i) => {
      const sorted = times[i]!.sort((a, b) => a - b);
      const activeShare = 1 - sparsity;
      return {
        layer,
        sparsity,
        activeShare,
        dense: sparsity === 0 || activeShare >= (layer.pixels === 1 ? denseFrom.vector : denseFrom.panels),
        latencyNs: sorted[Math.floor(0.2 * (sorted.length - 1))]!,
      };
    }),
  };
}
