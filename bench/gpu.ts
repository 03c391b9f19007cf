/**
 * The WebGPU kernels on a graphics card, beside PyTorch (cuBLAS and cuSPARSE) on the same card where python3 has it with
 * CUDA. Times are of queued products: operands and results stay on the card, and many products follow one another
 * between two waits. Every product is held against float64 before it is timed. A device made of software is only
 * checked: its times mean nothing.
 */
import { parseArgs } from 'node:util';
import { packCsr } from '../kernels/formats/pack-csr.ts';
import {
  type BackendUnavailableError,
  createGpuKernel,
  createWebGpuKernel,
  type DeviceProduct,
  matmulCondition,
  matmulReference,
  packBlockLadder,
  unpackBlockLadder,
  type WebGpuKernel,
} from '../kernels/index.ts';
import { expectClose } from '../kernels/testing/expect-close.ts';
import { seededOrder, seededValues } from '../kernels/testing/seeded-values.ts';
import { type GpuForm, wholeCalls } from './gpu/whole-calls.ts';
import { type Contestant, interleave, type Timing } from './lib/interleave.ts';
import { table } from './lib/table.ts';
import { type TorchTiming, torchProducts } from './lib/torch.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const density = 0.1;
/** Products between two waits. */
const queued = 100;

interface Shape {
  readonly rows: number;
  readonly cols: number;
  readonly n: number;
}
const shapesOf = (sides: readonly (readonly [number, number])[], ns: readonly number[]): Shape[] =>
  sides.flatMap(([rows, cols]) => ns.map((n) => ({ rows, cols, n })));

interface Row extends Shape {
  readonly kernel: string;
  readonly device: string;
  readonly p20Us: number;
  readonly medianUs: number;
  /** Of the multiplications by weights that are there: 2 * non-zeros * n / time. */
  readonly gflops: number;
}

/** The three forms at one shape; what each of them multiplies by; and its level, where it has levels. */
function formsOf({ rows, cols }: Shape) {
  const dense = { rows, cols, values: seededValues(1, rows * cols, 'uniform') };
  const unstructured = { rows, cols, values: seededValues(1, rows * cols, 'uniform', density) };
  const blocks = Math.ceil(rows / 4) * cols;
  const order = seededOrder(2, blocks);
  const ladder = packBlockLadder(
    dense,
    order,
    [1, 0.5, density].map((share) => Math.round(share * blocks)),
  );
  const forms: GpuForm[] = [
    { name: 'dense', matrix: dense, means: dense },
    { name: 'CSR 90%', matrix: packCsr(unstructured), means: unstructured },
    { name: 'ladder 4x1, level 90%', matrix: ladder, level: 2, means: unpackBlockLadder(ladder, 2) },
  ];
  return forms;
}

/** A product with its inputs copied in and its result read back. */
type Call = Shape & Timing;

async function checked(kernel: WebGpuKernel, shape: Shape) {
  const x = seededValues(3, shape.cols * shape.n, 'uniform');
  const products: { name: string; nonZeros: number; product: DeviceProduct }[] = [];
  for (const { name, matrix, level, means } of formsOf(shape)) {
    const product = await kernel.product(matrix, x, shape.n, level === undefined ? {} : { level });
    await kernel.run([product]);
    const [expected, condition] = [matmulReference(means, x, shape.n), matmulCondition(means, x, shape.n)];
    expectClose(await product.read(), expected, condition, shape.cols, `${name}, ${sizeOf(shape)}`);
    products.push({ name, nonZeros: means.values.filter((v) => v !== 0).length, product });
  }
  return products;
}

const sizeOf = ({ rows, cols, n }: Shape) => `${rows}x${cols}, N=${n}`;

async function timed(kernel: WebGpuKernel, shape: Shape): Promise<Row[]> {
  const products = await checked(kernel, shape);
  const contestants: Contestant[] = products.map(({ name, product }) => ({
    name,
    call: () => kernel.run([product], queued),
  }));
  const timings = await interleave(contestants, flags.quick ? 5 : 21);
  return timings.map(({ name, p20Us, medianUs }, i) => {
    const { nonZeros, product } = products[i]!;
    product.destroy();
    const [p20, median] = [p20Us / queued, medianUs / queued];
    const gflops = (2 * nonZeros * shape.n) / (p20 * 1000);
    return { ...shape, kernel: name, device: 'webgpu', p20Us: p20, medianUs: median, gflops };
  });
}

function torchRows(timings: readonly TorchTiming[]): Row[] {
  return timings.map(({ rows, cols, n, name, p20Us, medianUs, nonZeros }) => ({
    ...{ rows, cols, n, kernel: name, device: 'torch', p20Us, medianUs },
    gflops: (2 * nonZeros * n) / (p20Us * 1000),
  }));
}

async function main(): Promise<void> {
  const kernel = await createWebGpuKernel().catch((error: BackendUnavailableError) => error);
  if (kernel instanceof Error) {
    if (kernel.name !== 'BackendUnavailableError') throw kernel;
    if (flags.json) print({ adapter: null, reason: kernel.message });
    else console.log(`nothing to time: ${kernel.message}`);
    return;
  }
  const { adapter } = kernel;
  const title = `${adapter.driver || adapter.device} (${[adapter.vendor, adapter.architecture].join(' ')})`;
  if (adapter.isSoftware) {
    const shapes = shapesOf(
      [
        [256, 256],
        [192, 320],
      ],
      [1, 24],
    );
    for (const shape of shapes) await checked(kernel, shape);
    kernel.destroy();
    if (flags.json) print({ adapter, checked: shapes, timings: null });
    else
      console.log(
        `${title} is made of software: dense, CSR and ladder products agree with float64 at ${shapes.map(sizeOf).join('; ')}. Not timed: times on such a device mean nothing.`,
      );
    return;
  }
  const shapes = shapesOf(
    [
      [1024, 1024],
      [768, 3072],
    ],
    [64, 196],
  );
  const rows: Row[] = [];
  for (const shape of shapes) rows.push(...(await timed(kernel, shape)));
  const gpujs = await createGpuKernel('webgpu');
  const calls: Call[] = [];
  for (const shape of shapes) {
    const x = seededValues(3, shape.cols * shape.n, 'uniform');
    const timings = await wholeCalls(kernel, gpujs, formsOf(shape), x, shape.n, flags.quick ? 5 : 21);
    calls.push(...timings.map((timing) => ({ ...shape, ...timing })));
  }
  await gpujs.destroy();
  kernel.destroy();
  const torch = await torchProducts(shapes, density, flags.quick ? 5 : 21);
  if ('timings' in torch) {
    rows.push(...torchRows(torch.timings));
    calls.push(...torch.calls);
  }
  if (flags.json) return print({ adapter, timings: rows, calls, torch });
  console.log(`WebGPU on ${title}; 90% sparse, fp32, ${queued} products between two waits, 20th percentile.`);
  console.log(
    'timings' in torch ? `PyTorch ${torch.version} on ${torch.device}.` : `No PyTorch: ${torch.reason}.`,
  );
  for (const shape of shapes) {
    const here = rows.filter((row) => sizeOf(row) === sizeOf(shape));
    const dense = here.find((row) => row.kernel === 'dense')!.p20Us;
    console.log(`\n${sizeOf(shape)}`);
    console.log(
      table(
        ['kernel', 'runs on', 'us/product', 'GFLOP/s', 'times faster than our dense'],
        here.map((row) => [
          ...[row.kernel, row.device, row.p20Us.toFixed(1), row.gflops.toFixed(0)],
          (dense / row.p20Us).toFixed(2),
        ]),
      ),
    );
    console.log('One call at a time, inputs copied in and result read back:');
    console.log(
      table(
        ['kernel', 'us/call', 'median'],
        calls
          .filter((call) => sizeOf(call) === sizeOf(shape))
          .map(({ name, p20Us, medianUs }) => [name, p20Us.toFixed(1), medianUs.toFixed(1)]),
      ),
    );
  }
}

function print(document: object): void {
  console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'gpu', ...document }));
}

await main();
