import { type BlockLadder, segmentsOfLevel } from '../../formats/block-ladder.ts';
import { checkOperand } from '../matrix-kernel.ts';
import { DeviceLimitError } from './device-limit-error.ts';
import { checkBinding, type DeviceWeights, storageBuffer } from './device-weights.ts';
import { type DispatchGroups, dispatchGroups } from './dispatch-groups.ts';
import { checkEpilogue, type Epilogue } from './epilogue.ts';
import type { WebGpuDevice } from './open-device.ts';
import type { ShaderVariant } from './shader-variant.ts';
import type { DeviceProduct } from './web-gpu-kernel.ts';

export interface ResidentParts {
  readonly device: WebGpuDevice;
  readonly weights: DeviceWeights;
  readonly variant: ShaderVariant;
  /** Of that variant. */
  readonly pipeline: GPUComputePipeline;
  /** The ladder that the weights are of; null for the other forms. */
  readonly ladder: BlockLadder | null;
  readonly x: Float32Array | DeviceProduct;
  readonly n: number;
  readonly level: number;
  readonly epilogue: Epilogue;
}

/** Makes the buffers of a product. @throws RangeError, DeviceLimitError, DeviceLostError */
export function residentProduct(parts: ResidentParts): Promise<ResidentProduct> {
  const { device, weights, variant, x, n, epilogue } = parts;
  const { form, rows, cols } = weights;
  const what = `the ${form} product ${rows} x ${cols} x ${n}`;
  if (x instanceof Float32Array) checkOperand(cols, x, n);
  else if (!(x instanceof ResidentProduct) || x.device !== device || x.rows !== cols || x.n !== n) {
    throw new RangeError(
      `the input is a result of ${x.rows} x ${x.n}; ${cols} x ${n}, from the same kernel, is needed`,
    );
  }
  checkEpilogue(epilogue, rows);
  checkBinding(device, what, 4 * Math.max(rows * n, cols * n));
  const most = device.gpu.limits.maxComputeWorkgroupsPerDimension;
  const groups = dispatchGroups(variant.tile, rows, n, most);
  if (Math.max(...groups) > most)
    throw new DeviceLimitError(what, 'maxComputeWorkgroupsPerDimension', Math.max(...groups), most);
  return device.checked(what, 4 * (rows * n + cols * n), () => new ResidentProduct(parts, groups));
}

/** Operands and result of one product in the device's memory. */
export class ResidentProduct implements DeviceProduct {
  readonly device: WebGpuDevice;
  readonly rows: number;
  readonly n: number;
  readonly #parts: ResidentParts;
  readonly #groups: DispatchGroups;
  readonly #sizes: GPUBuffer;
  /** Null where X is another product's result. */
  readonly #ownX: GPUBuffer | null;
  readonly #y: GPUBuffer;
  readonly #epilogue: GPUBuffer;
  readonly #bindings: GPUBindGroup;
  #destroyed = false;
  #readback: GPUBuffer | null = null;

  constructor(parts: ResidentParts, groups: DispatchGroups) {
    const { device, weights, pipeline, x, n, level, epilogue } = parts;
    const { rows, cols, stride } = weights;
    this.device = device;
    this.rows = rows;
    this.n = n;
    this.#parts = parts;
    this.#groups = groups;
    const affine = epilogue.scale !== undefined || epilogue.bias !== undefined;
    this.#sizes = device.gpu.createBuffer({
      size: 32,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    device.gpu.queue.writeBuffer(
      this.#sizes,
      0,
      new Uint32Array([
        rows,
        cols,
        n,
        this.#segments(level),
        stride,
        Number(affine),
        Number(epilogue.relu ?? false),
      ]),
    );
    this.#y = storageBuffer(device, 4 * rows * n);
    this.#epilogue = storageBuffer(device, affine ? 8 * rows : 0);
    if (affine) {
      const pairs = new Float32Array(2 * rows);
      for (let r = 0; r < rows; r++) pairs.set([epilogue.scale?.[r] ?? 1, epilogue.bias?.[r] ?? 0], 2 * r);
      device.gpu.queue.writeBuffer(this.#epilogue, 0, pairs);
    }
    this.#ownX = x instanceof Float32Array ? storageBuffer(device, 4 * cols * n) : null;
    if (x instanceof Float32Array) this.setInput(x);
    const buffers = [this.#sizes, this.#ownX ?? (x as ResidentProduct).#y, this.#y, this.#epilogue];
    this.#bindings = device.gpu.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [...buffers, ...weights.buffers].map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  }

  setInput(x: Float32Array): void {
    this.throwIfDestroyed();
    checkOperand(this.#parts.weights.cols, x, this.n);
    if (!this.#ownX) throw new RangeError('the input of this product is the result of another one');
    this.device.gpu.queue.writeBuffer(this.#ownX, 0, x as Float32Array<ArrayBuffer>);
  }

  setLevel(level: number): void {
    this.throwIfDestroyed();
    this.device.gpu.queue.writeBuffer(this.#sizes, 12, new Uint32Array([this.#segments(level)]));
  }

  /** Before `dispatch`, and again after another product was bound. */
  bind(pass: GPUComputePassEncoder): void {
    pass.setPipeline(this.#parts.pipeline);
    pass.setBindGroup(0, this.#bindings);
  }

  dispatch(pass: GPUComputePassEncoder): void {
    if (this.rows * this.n > 0) pass.dispatchWorkgroups(...this.#groups);
  }

  async read(): Promise<Float32Array> {
    const { device, rows, n } = this;
    const bytes = 4 * rows * n;
    device.throwIfLost();
    this.throwIfDestroyed();
    if (bytes === 0) return new Float32Array(0);
    const free = this.#readback;
    this.#readback = null;
    const copied = device.checked('reading a result back', bytes, () => {
      const to =
        free ??
        device.gpu.createBuffer({
          size: bytes,
          usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
        });
      const encoder = device.gpu.createCommandEncoder();
      encoder.copyBufferToBuffer(this.#y, 0, to, 0, bytes);
      device.gpu.queue.submit([encoder.finish()]);
      const mapped = device.wait('reading a result back', to.mapAsync(GPUMapMode.READ));
      // Where the check fails, nobody waits for the map.
      mapped.catch(() => {});
      return { to, mapped };
    });
    const { to, mapped } = await copied;
    try {
      await mapped;
      const y = new Float32Array(to.getMappedRange()).slice();
      to.unmap();
      this.#keepReadback(to);
      return y;
    } catch (error) {
      to.destroy();
      throw error;
    }
  }

  /** For the next read; of reads at once one buffer is kept. */
  #keepReadback(buffer: GPUBuffer): void {
    if (this.#destroyed || this.#readback) buffer.destroy();
    else this.#readback = buffer;
  }

  destroy(): void {
    this.#destroyed = true;
    for (const buffer of [this.#sizes, this.#ownX, this.#y, this.#epilogue, this.#readback])
      buffer?.destroy();
  }

  /** @throws Error */
  throwIfDestroyed(): void {
    if (this.#destroyed) throw new Error('this product was destroyed; prepare it again with product()');
  }

  #segments(level: number): number {
    const { ladder } = this.#parts;
    if (ladder) return segmentsOfLevel(ladder, level).length;
    if (level !== 0) throw new RangeError(`level ${level} of a matrix that is no ladder`);
    return 1;
  }
}
