import { csrShader } from './csr-shader.ts';
import { denseShader } from './dense-shader.ts';
import type { DeviceOptions } from './device-options.ts';
import { type DeviceWeights, formOf, type MatrixForm, uploadWeights } from './device-weights.ts';
import type { Epilogue } from './epilogue.ts';
import { ladderShader } from './ladder-shader.ts';
import { openDevice, type WebGpuDevice } from './open-device.ts';
import { ResidentProduct, residentProduct } from './resident-product.ts';
import type { DeviceProduct, ProductOptions, WebGpuKernel, WebGpuMatrix } from './web-gpu-kernel.ts';

const shaders = { dense: denseShader, csr: csrShader, ladder: ladderShader };

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
  readonly #pipelines = new Map<MatrixForm, Promise<GPUComputePipeline>>();
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
    const [pipeline, weights] = await Promise.all([this.#pipeline(formOf(matrix)), this.#upload(matrix)]);
    const ladder = 'segments' in matrix ? matrix : null;
    return residentProduct({
      ...{ device: this.#device, weights, pipeline, ladder, x, n, epilogue },
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
    return this.#device.checked('a run of products', 0, () => {
      const encoder = this.#device.gpu.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (let i = 0; i < times; i++) for (const product of own) product.encode(pass);
      pass.end();
      this.#device.gpu.queue.submit([encoder.finish()]);
    });
  }

  #pipeline(form: MatrixForm): Promise<GPUComputePipeline> {
    const known = this.#pipelines.get(form);
    if (known) return known;
    const { gpu } = this.#device;
    const compiled = this.#device.wait(
      `compiling the ${form} shader`,
      gpu.createComputePipelineAsync({
        layout: 'auto',
        compute: { module: gpu.createShaderModule({ code: shaders[form] }), entryPoint: 'main' },
      }),
    );
    this.#pipelines.set(form, compiled);
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
