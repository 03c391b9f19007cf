import fc from 'fast-check';
import {
  type ActivationLayout,
  activationLayout,
  type Conv2dShape,
  conv2dOutput,
  instantiateKernels,
  type KernelBuild,
  type KernelRunner,
  KernelScratch,
  WasmArena,
  type WasmExports,
} from '../../kernels/index.ts';

export const builds = ['reproducible', 'fast'] as const satisfies readonly KernelBuild[];

/** Runs the shares of several threads one after the other: what each thread of a team would do, without its timing. */
function sharingRunner(kernels: WasmExports, threads: number): KernelRunner {
  return {
    threads,
    run(call, x, y) {
      for (let t = 0; t < threads; t++) {
        const args = [...call.args];
        args[call.x.at] = x + call.x.plus;
        args[call.y.at] = y + call.y.plus;
        args[call.rows] = call.ends[t - 1] ?? 0;
        args[call.rows + 1] = call.ends[t]!;
        for (const at of call.scratch) args[at]! += t * call.scratchStride;
        kernels[call.kernel](...args);
      }
    },
  };
}

/** Kernels over a memory of their own, and activations written and read as samples [samples][channels][height][width]. */
export class KernelMemory {
  readonly arena = new WasmArena();
  readonly kernels;
  /** The fast build in three shares, the reproducible one whole. */
  readonly runner: KernelRunner;
  readonly #threads: number;

  constructor(build: KernelBuild) {
    this.kernels = instantiateKernels(this.arena.memory, build);
    this.#threads = build === 'fast' ? 3 : 1;
    this.runner = sharingRunner(this.kernels, this.#threads);
  }

  /** Drops everything, and gives fresh scratch. */
  reset(): KernelScratch {
    this.arena.reset();
    return new KernelScratch(this.arena, this.#threads);
  }

  /** An activation that holds NaN wherever no kernel may look. */
  empty(layout: ActivationLayout): number {
    const at = this.arena.allocate(layout.bytes);
    this.arena.floats(at, layout.bytes / 4).fill(Number.NaN);
    return at;
  }

  /** Samples that are missing in the last group read NaN; the border is `border`. */
  write(layout: ActivationLayout, values: ArrayLike<number>, border = 0): number {
    const at = this.empty(layout);
    const memory = this.arena.floats(at, layout.bytes / 4);
    for (let g = 0; g < layout.groups; g++) {
      for (let c = 0; c < layout.channels; c++) {
        const start = (g * layout.group + c * layout.plane) / 4;
        memory.fill(border, start, start + (layout.rows * layout.pitch) / 4);
      }
    }
    const places = placesOf(layout);
    for (let i = 0; i < places.length; i++) memory[places[i]!] = i < values.length ? values[i]! : Number.NaN;
    return at;
  }

  /** The first `length` values, sample by sample. */
  read(layout: ActivationLayout, at: number, length?: number): Float32Array {
    const memory = this.arena.floats(at, layout.bytes / 4);
    return Float32Array.from(placesOf(layout).slice(0, length), (place) => memory[place]!);
  }
}

/** Where the elements of all samples lie, sample by sample. */
function placesOf(layout: ActivationLayout): number[] {
  const { channels, height, width, groups, lanes } = layout;
  const places: number[] = [];
  for (let sample = 0; sample < groups * lanes; sample++) {
    const start = Math.floor(sample / lanes) * layout.group + layout.origin + (sample % lanes) * 4;
    for (let c = 0; c < channels; c++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          places.push((start + c * layout.plane + y * layout.pitch + x * layout.element) / 4);
        }
      }
    }
  }
  return places;
}

const int = (min: number, max: number) => fc.integer({ min, max });

/** Windows of any kernel, stride, dilation and asymmetric padding that fit at least once. */
export const anyWindow: fc.Arbitrary<Conv2dShape> = fc
  .record({
    channels: int(1, 6),
    height: int(1, 9),
    width: int(1, 13),
    kernelH: int(1, 3),
    kernelW: int(1, 4),
    strideH: int(1, 3),
    strideW: int(1, 3),
    dilationH: int(1, 3),
    dilationW: int(1, 2),
    padTop: int(0, 3),
    padLeft: int(0, 3),
    padBottom: int(0, 3),
    padRight: int(0, 3),
  })
  .filter((s) => conv2dOutput(s).height > 0 && conv2dOutput(s).width > 0);

/** Layouts that suit a window: its border around the input, and on request the same pitch for the output. */
export function windowLayouts(
  s: Conv2dShape,
  rows: number,
  lanes: 1 | 8,
  groups: number,
  samePitch = true,
): { readonly input: ActivationLayout; readonly output: ActivationLayout } {
  const border = { top: s.padTop, left: s.padLeft, bottom: s.padBottom, right: s.padRight };
  const input = activationLayout(s, lanes, { groups, border });
  const out = conv2dOutput(s);
  const pitch = samePitch && s.strideH === 1 && s.strideW === 1 && lanes === 1 ? input.pitch : 0;
  const output = activationLayout({ channels: rows, ...out }, lanes, { groups, pitch });
  return { input, output };
}
