/**
 * Resident memory that one network adds to a process: `memory-child.ts RUNTIME FILE LEVEL WARMUP FEEDS`. The runtime first
 * runs another small network, so that only the measured one counts. Prints bytes.
 */
import { readFileSync } from 'node:fs';
import type { FeedTensor } from '../../sim/data/task/task-part.ts';

const [runtime, file, level, warmup, feedsFile] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const stored: Record<string, { type: string; data: number[]; dims: number[] }> = JSON.parse(
  readFileSync(feedsFile, 'utf8'),
);
const feeds: Record<string, FeedTensor> = Object.fromEntries(
  Object.entries(stored).map(([name, { type, data, dims }]) => [
    name,
    { dims, data: type === 'float32' ? Float32Array.from(data) : Int32Array.from(data) },
  ]),
);
const count = Object.values(feeds)[0]!.dims[0]!;
const image = { image: { data: new Float32Array(784), dims: [1, 1, 28, 28] } };

/** Opens a network and gives what runs it once. */
async function open(): Promise<
  (path: string, samples: number, densest: number) => Promise<(feeds: Record<string, FeedTensor>) => unknown>
> {
  if (runtime === 'own') {
    const { loadNetwork } = await import('../../sim/network/onnx/load-network.ts');
    const { GraphExecutor } = await import('../../sim/sparsity/execute/graph/graph-executor.ts');
    return async (path, samples, densest) => {
      const network = await loadNetwork(path);
      const executor = await GraphExecutor.open(network, {
        ...{
          batch: samples,
          mode: 'fast' as const,
          residentLevels: { densest: network.ladder ? densest : 0 },
        },
      });
      return (given) =>
        executor.run(
          Object.fromEntries(Object.entries(given).map(([name, { data }]) => [name, data])),
          samples,
        );
    };
  }
  const { nativeSession, webSession } = await import('../lib/peers.ts');
  const start = runtime === 'node' ? nativeSession : webSession;
  return async (path) => {
    const { ort, session } = await start(new Uint8Array(readFileSync(path)));
    const tensor = ({ data, dims }: FeedTensor) =>
      data instanceof Float32Array
        ? new ort.Tensor('float32', data, dims)
        : new ort.Tensor('int64', BigInt64Array.from(data, BigInt), dims);
    return (given) =>
      session.run(Object.fromEntries(Object.entries(given).map(([name, feed]) => [name, tensor(feed)])));
  };
}

const settle = async () => {
  for (let i = 0; i < 3; i++) {
    (globalThis as { gc?: () => void }).gc!();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const opener = await open();
const warm = await opener(warmup, 1, 0);
for (let i = 0; i < 20; i++) await warm(image);
await settle();
const before = process.memoryUsage.rss();
const run = await opener(file, count, Number(level));
for (let i = 0; i < 20; i++) await run(feeds);
await settle();
console.log(process.memoryUsage.rss() - before);
