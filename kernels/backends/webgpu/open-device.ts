/// <reference types="@webgpu/types" />
import { BackendUnavailableError } from '../backend-unavailable-error.ts';
import { loadOptional } from '../load-optional.ts';
import type { AdapterReport } from './adapter-report.ts';
import { DeviceLimitError } from './device-limit-error.ts';
import { DeviceLostError, type DeviceLostReason } from './device-lost-error.ts';
import type { DeviceOptions } from './device-options.ts';

interface Entry {
  readonly gpu: GPU;
  readonly objects: Set<object>;
}

/**
 * Dawn ends the process when the objects that it made are collected, so all of them hang here. One entry a process:
 * gpu.js reads the same one, from navigator.gpu.
 */
const slot = Symbol.for('sparsewatt.webgpu');
const holder = globalThis as { [slot]?: Promise<Entry>; navigator?: { gpu?: GPU } };

function openEntry(): Promise<Entry> {
  const known = holder[slot];
  if (known) return known;
  const opened = (async () => ({
    gpu: holder.navigator?.gpu ?? (await createGpu()),
    objects: new Set<object>(),
  }))();
  holder[slot] = opened;
  // A package that is missing now may be there the next time.
  opened.catch(() => {
    delete holder[slot];
  });
  return opened;
}

async function createGpu(): Promise<GPU> {
  let module: { create?: (flags: readonly string[]) => GPU; globals?: object } | null;
  try {
    module = await loadOptional('webgpu');
  } catch (error) {
    throw new BackendUnavailableError(
      'webgpu',
      `the package "webgpu" is installed but does not load (${String((error as Error).message).split('\n')[0]})`,
      'install the newest: npm install webgpu@latest',
      { cause: error },
    );
  }
  if (!module?.create) {
    throw new BackendUnavailableError(
      'webgpu',
      'the optional package "webgpu" is not installed',
      'npm install webgpu',
    );
  }
  Object.assign(globalThis, module.globals);
  const gpu = module.create([]);
  // Node has a navigator of its own from version 21 on.
  if (!holder.navigator)
    Object.defineProperty(holder, 'navigator', { value: {}, configurable: true, writable: true });
  Object.defineProperty(holder.navigator!, 'gpu', { value: gpu, configurable: true });
  return gpu;
}

/** @throws BackendUnavailableError when the package is missing or finds no device to use */
export async function openAdapter(): Promise<{
  readonly adapter: GPUAdapter;
  readonly report: AdapterReport;
}> {
  const { gpu, objects } = await openEntry();
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new BackendUnavailableError(
      'webgpu',
      'no WebGPU adapter was found',
      process.platform === 'linux'
        ? 'install a Vulkan driver and its loader (Debian: libvulkan1), or set VK_ICD_FILENAMES to the JSON file of a driver: docs/gpu.md'
        : 'install a graphics driver: docs/gpu.md',
    );
  }
  objects.add(adapter);
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  return {
    adapter,
    report: { vendor, architecture, device, driver: description, isSoftware: isFallbackAdapter ?? false },
  };
}

/**
 * Opens a device of its own, with the largest buffers that the adapter allows.
 * @throws BackendUnavailableError
 */
export async function openDevice({ timeoutMs = 60_000 }: DeviceOptions = {}): Promise<WebGpuDevice> {
  const { adapter, report } = await openAdapter();
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const device = await adapter.requestDevice({
    requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
  });
  (await openEntry()).objects.add(device);
  return new WebGpuDevice(device, report, timeoutMs);
}

/** A device whose every wait ends: with the answer, or with a typed error. */
export class WebGpuDevice {
  readonly gpu: GPUDevice;
  readonly report: AdapterReport;
  readonly #timeoutMs: number;
  readonly #waiting = new Set<(error: DeviceLostError) => void>();
  #lost: DeviceLostError | null = null;

  constructor(gpu: GPUDevice, report: AdapterReport, timeoutMs: number) {
    this.gpu = gpu;
    this.report = report;
    this.#timeoutMs = timeoutMs;
    void gpu.lost.then(({ reason, message }) => {
      this.#lose(reason === 'destroyed' ? 'destroyed' : 'unknown', message || 'the driver gave no reason');
    });
  }

  /** @throws DeviceLostError */
  throwIfLost(): void {
    if (this.#lost) throw this.#lost;
  }

  /** Waits for the device. @throws DeviceLostError when it is lost meanwhile, or does not answer in time */
  wait<T>(what: string, answer: Promise<T>): Promise<T> {
    // Its own rejection after the device is lost tells nothing more, and must not stay unhandled.
    answer.catch(() => {});
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#lose('timeout', `${what} took more than ${this.#timeoutMs} ms`);
        this.gpu.destroy();
      }, this.#timeoutMs);
      const end = () => {
        clearTimeout(timer);
        this.#waiting.delete(fail);
      };
      const fail = (error: DeviceLostError) => {
        end();
        reject(error);
      };
      this.#waiting.add(fail);
      answer.then(
        (value) => {
          end();
          resolve(value);
        },
        (error) => {
          // A map is aborted just before the loss is told.
          setImmediate(() => {
            end();
            reject(this.#lost ?? error);
          });
        },
      );
    });
  }

  /**
   * Makes objects on the device and has it say what it thinks of them.
   * @throws DeviceLimitError when its memory is full, DeviceLostError
   */
  async checked<T>(what: string, bytes: number, make: () => T): Promise<T> {
    this.throwIfLost();
    this.gpu.pushErrorScope('validation');
    this.gpu.pushErrorScope('out-of-memory');
    let made: T;
    let answers: Promise<(GPUError | null)[]>;
    try {
      made = make();
    } finally {
      answers = Promise.all([this.gpu.popErrorScope(), this.gpu.popErrorScope()]);
      answers.catch(() => {});
    }
    const [memory, validation] = await this.wait(what, answers);
    if (memory) throw new DeviceLimitError(what, 'memory', bytes, null);
    if (validation) throw new Error(`${what}: ${validation.message}`);
    this.throwIfLost();
    return made;
  }

  /** Ends the device and frees its memory; pending and later calls reject with DeviceLostError. */
  destroy(): void {
    this.#lose('destroyed', 'it was destroyed by the program');
    this.gpu.destroy();
  }

  #lose(reason: DeviceLostReason, found: string): void {
    if (this.#lost) return;
    this.#lost = new DeviceLostError('webgpu', reason, found);
    for (const fail of [...this.#waiting]) fail(this.#lost);
  }
}
