import type { DeviceOptions } from './device-options.ts';
import { type DeviceWeights, formOf, uploadWeights } from './device-weights.ts';
import type { Epilogue } from './epilogue.ts';
import { openDevice, type WebGpuDevice } from './open-device.ts';
import { ResidentProduct, residentProduct } from './resident-product.ts';
import { type ShaderVariant, shaderVariant } from './shader-variant.ts';
import type { DeviceProduct, ProductOptions, WebGpuKernel, WebGpuMatrix } from './web-gpu-kernel.ts';

/** Products of the first submission of a run. */
const firstSubmission = 8;

/**
 * Opens a device and makes the kernels on it.
 * @throws BackendUnavailableError when the package `webgpu` or an adapter is missing
 */
export async function createWebGpuKernel(options: DeviceOptions = {}): Promise<WebGpuKernel> {
  return new ShaderKernel(await openDevice(options));
}

class ShaderKernel implements WebGpuKernel {
  readonly name = 'webgpu';
  readonly #device: WebGpuDevice;
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  readonly #weights = new WeakMap<WebGpuMatrix, Promise<DeviceWeights>>();

  constructor(device: WebGpuDevice) {
    this.#device = device;
  }

  get adapter() {
    return this.#device.report;
  }

  async dense(
    weights: WebGpuMatrix,
    x: Float32Array,
    n: number,
    epilogue: Epilogue = {},
  ): Promise<Float32Array> {
    return this.#once(weights, x, n, { epilogue });
  }

  async csr(
    weights: WebGpuMatrix,
    x: Float32Array,
    n: number,
    epilogue: Epilogue = {},
  ): Promise<Float32Array> {
    return this.#once(weights, x, n, { epilogue });
  }

  async ladder(
    weights: WebGpuMatrix,
    level: number,
    x: Float32Array,
    n: number,
    epilogue: Epilogue = {},
  ): Promise<Float32Array> {
    return this.#once(weights, x, n, { epilogue, level });
  }

  async product(
    matrix: WebGpuMatrix,
    x: Float32Array | DeviceProduct,
    n: number,
    { epilogue = {}, level }: ProductOptions = {},
  ): Promise<ResidentProduct> {
    this.#device.throwIfLost();
    const variant = shaderVariant(formOf(matrix), n);
    const [pipeline, weights] = await Promise.all([this.#pipeline(variant), this.#upload(matrix)]);
    const ladder = 'segments' in matrix ? matrix : null;
    return residentProduct({
      ...{ device: this.#device, weights, variant, pipeline, ladder, x, n, epilogue },
      level: level ?? ladder?.densest ?? 0,
    });
  }

  async run(products: readonly DeviceProduct[], times = 1): Promise<void> {
    const submitted = this.#submit(products, times);
    const done = this.#device.wait('a run of products', this.#device.gpu.queue.onSubmittedWorkDone());
    await Promise.all([submitted, done]);
  }

  async release(weights: WebGpuMatrix): Promise<void> {
    const uploaded = this.#weights.get(weights);
    this.#weights.delete(weights);
    for (const buffer of (await uploaded)?.buffers ?? []) buffer.destroy();
  }

  destroy(): void {
    this.#device.destroy();
  }

  async #once(
    weights: WebGpuMatrix,
    x: Float32Array,
    n: number,
    options: ProductOptions,
  ): Promise<Float32Array> {
    const product = await this.product(weights, x, n, options);
    try {
      const [, y] = await Promise.all([this.#submit([product], 1), product.read()]);
      return y;
    } finally {
      product.destroy();
    }
  }

  async #submit(products: readonly DeviceProduct[], times: number): Promise<void> {
    this.#device.throwIfLost();
    if (!Number.isSafeInteger(times) || times < 0)
      throw new RangeError(`${times} times; 0 or more are allowed`);
    const own = products.filter((product) => product instanceof ResidentProduct);
    if (own.length < products.length || own.some((product) => product.device !== this.#device)) {
      throw new RangeError('a product of another kernel; run it with the kernel that prepared it');
    }
    for (const product of own) product.throwIfDestroyed();
    return this.#device.checked('a run of products', 0, () => {
      // Each submission is twice as long as the one before: the device soon has work, while more is prepared.
      const end = own.length * times;
      for (let from = 0, length = firstSubmission; from < end; from += length, length *= 2)
        this.#queue(own, from, Math.min(from + length, end));
    });
  }

  /** Submits products `from` to `end` of `own` over and over. */
  #queue(own: readonly ResidentProduct[], from: number, end: number): void {
    const encoder = this.#device.gpu.createCommandEncoder();
    const pass = encoder.beginComputePass();
    let bound: ResidentProduct | null = null;
    for (let i = from; i < end; i++) {
      const product = own[i % own.length]!;
      if (product !== bound) product.bind(pass);
      product.dispatch(pass);
      bound = product;
    }
    pass.end();
    this.#device.gpu.queue.submit([encoder.finish()]);
  }

  #pipeline({ name, code }: ShaderVariant): Promise<GPUComputePipeline> {
    const known = this.#pipelines.get(name);
    if (known) return known;
    const { gpu } = this.#device;
    const compiled = this.#device.wait(
      `compiling the ${name} shader`,
      gpu.createComputePipelineAsync({
        layout: 'auto',
        compute: { module: gpu.createShaderModule({ code }), entryPoint: 'main' },
      }),
    );
    this.#pipelines.set(name, compiled);
    return compiled;
  }

  #upload(matrix: WebGpuMatrix): Promise<DeviceWeights> {
    const known = this.#weights.get(matrix);
    if (known) return known;
    const uploaded = uploadWeights(this.#device, matrix);
    this.#weights.set(matrix, uploaded);
    uploaded.catch(() => this.#weights.delete(matrix));
    return uploaded;
  }
}
