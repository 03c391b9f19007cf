import { type ActivationLayout, activationLayout, type Border, type Volume } from './activation-layout.ts';
import type { WasmArena } from './wasm-arena.ts';

/**
 * Samples between two layers, in the kernels' memory. One sample lies as it is; more lie in panels of eight and stay
 * so from layer to layer.
 */
export class Activation {
  readonly volume: Volume;
  readonly samples: number;
  readonly layout: ActivationLayout;
  #arena: WasmArena;
  #address: number;

  /** @param border zeros around each image that its reader's window asks for @throws RangeError for a size below 1 */
  constructor(arena: WasmArena, volume: Volume, samples: number, border?: Border, pitch?: number) {
    for (const [name, n] of Object.entries({ ...volume, samples })) {
      if (!Number.isSafeInteger(n) || n < 1) {
        throw new RangeError(`an activation with ${name} ${n}; a whole number of 1 or more is needed`);
      }
    }
    this.volume = volume;
    this.samples = samples;
    const single = samples === 1;
    this.layout = activationLayout(volume, single ? 1 : 8, {
      groups: single ? 1 : Math.ceil(samples / 8),
      ...(border ? { border } : {}),
      ...(pitch ? { pitch } : {}),
    });
    this.#arena = arena;
    this.#address = this.#allocate();
  }

  get address(): number {
    return this.#address;
  }

  /** @param values [samples][channels][height][width] @throws RangeError when there are more or fewer */
  write(values: Float32Array): void {
    const { channels, height, width } = this.volume;
    const size = channels * height * width;
    if (values.length !== this.samples * size) {
      throw new RangeError(
        `${values.length} values; ${this.samples} samples of ${channels} x ${height} x ${width} are ${this.samples * size}`,
      );
    }
    const memory = new Float32Array(this.#arena.memory.buffer);
    this.#each((at, from) => {
      memory[at] = values[from]!;
    });
  }

  /** @returns [samples][channels][height][width] */
  read(): Float32Array {
    const { channels, height, width } = this.volume;
    const out = new Float32Array(this.samples * channels * height * width);
    const memory = new Float32Array(this.#arena.memory.buffer);
    this.#each((at, to) => {
      out[to] = memory[at]!;
    });
    return out;
  }

  /** Moves the activation, with what it holds, to another memory. */
  moveTo(arena: WasmArena): void {
    const bytes = new Uint8Array(this.#arena.memory.buffer, this.#address, this.layout.bytes);
    this.#arena = arena;
    this.#address = this.#allocate();
    new Uint8Array(arena.memory.buffer, this.#address, this.layout.bytes).set(bytes);
  }

  /** Fresh memory is zero: the border stays so, since layers write pixels only, or are followed by clearing it. */
  #allocate(): number {
    return this.#arena.allocate(this.layout.bytes);
  }

  #each(visit: (at: number, index: number) => void): void {
    const { channels, height, width } = this.volume;
    const { lanes, group, plane, pitch, origin, element } = this.layout;
    let index = 0;
    for (let j = 0; j < this.samples; j++) {
      const base = this.#address + Math.floor(j / lanes) * group + (j % lanes) * 4 + origin;
      for (let c = 0; c < channels; c++) {
        for (let y = 0; y < height; y++) {
          let at = (base + c * plane + y * pitch) / 4;
          for (let x = 0; x < width; x++, at += element / 4) visit(at, index++);
        }
      }
    }
  }
}
