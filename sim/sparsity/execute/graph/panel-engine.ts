import {
  type ActivationLayout,
  fastDispatch,
  instantiateKernels,
  instantiateProgram,
  type KernelBuild,
  type KernelRunner,
  KernelScratch,
  type ProgramExports,
  singleRunner,
  ThreadTeam,
  WasmArena,
  type WasmExports,
} from '../../../../kernels/index.ts';
import { planArena } from '../../../network/plan-arena.ts';
import { withoutWeights } from '../plan.ts';
import { WasmLayer } from '../wasm-layer.ts';
import type { EngineLayer, GraphEngine } from './graph-engine.ts';
import { graphLayouts } from './graph-layouts.ts';
import type { GraphPlan } from './graph-plan.ts';
import {
  borderCleaner,
  matrixRunner,
  type Request,
  type RunStep,
  type StepParts,
  stepRunner,
} from './graph-steps.ts';
import { type Feed, loadVolumes } from './load-volumes.ts';
import { readOutput } from './read-output.ts';
import { tokenStepRunner } from './token-steps.ts';

/**
 * Any plan, for one sample or a batch, each step a call of the inference kernels: what outcome tables are made by. In fast
 * mode on one thread steps on tokens use faster kernels where there are any.
 */
export class PanelEngine implements GraphEngine {
  readonly steps: GraphPlan['steps'];
  readonly layers: readonly EngineLayer[];
  readonly activationBytes: number;
  readonly tableBytes = 0;
  readonly #parts: StepParts;
  readonly #run: readonly RunStep[];
  readonly #clean: readonly ((groups: number) => void)[];
  readonly #staging: number;
  readonly #team: ThreadTeam | null;

  private constructor(
    compiled: GraphPlan,
    { batch, mode, densest }: { batch: number; mode: KernelBuild; densest: number },
    { arena, kernels, program, runner, team, wide }: Memory,
  ) {
    const loaded = compiled.steps.map((step) =>
      step.kind === 'matrix' ? { ...step, ...withoutWeights(step) } : step,
    );
    const plan = { ...compiled, steps: loaded };
    this.steps = loaded;
    this.#team = team;
    const layouts = graphLayouts(plan, batch);
    const scratch = new KernelScratch(arena, runner.threads);
    let places: readonly number[] = [];
    const at = (buffer: number) => places[buffer]!;
    this.#parts = { plan, arena, kernels, runner, scratch, layouts, at };
    const options = { wide, vectors: mode === 'fast' };
    const shared = { arena, kernels, runner, scratch, counts: 0, options };
    const layers: WasmLayer[] = [];
    this.#run = compiled.steps.map((step, i) => {
      if (step.kind !== 'matrix') {
        const faster = program && tokenStepRunner(this.#parts, program, step);
        return faster ?? stepRunner(this.#parts, step);
      }
      const layer = new WasmLayer(shared, step, layouts[step.inputs[0]!]!, layouts[step.output]!, densest);
      layer.forgetSources();
      layers.push(layer);
      return matrixRunner(this.#parts, loaded[i] as typeof step, layer);
    });
    this.layers = layers.map((layer) => ({
      node: layer.step.node,
      inputs: layer.inputs,
      ladder: layer.step.ladder?.index ?? null,
      bytes: layer.bytes,
      tableBytes: layer.tableBytes,
      activeMacs: (level) => layer.activeMacs(level),
    }));
    this.#clean = plan.volumes.map(({ buffer }) => borderCleaner(this.#parts, buffer));
    const before = arena.usedBytes;
    const { bytes, offsets } = planArena(lifetimes(plan, layouts));
    const base = arena.allocate(bytes);
    places = offsets.map((offset) => base + offset);
    const images = plan.volumes.map(({ buffer }) => {
      const { channels, height, width } = plan.buffers[buffer]!.volume;
      return channels * height * width;
    });
    this.#staging = arena.allocate(8 * Math.max(1, ...images));
    void scratch.address;
    this.activationBytes = arena.usedBytes - before;
  }

  /** @throws RangeError or FormatError for steps that cannot be executed, BackendLostError when a thread does not start */
  static async open(
    plan: GraphPlan,
    options: { batch: number; mode: KernelBuild; threads: number; densest: number },
  ): Promise<PanelEngine> {
    const { mode, threads } = options;
    const arena = new WasmArena();
    const { build, dispatch } = mode === 'fast' ? fastDispatch() : { build: mode, dispatch: { wide: false } };
    const kernels = instantiateKernels(arena.memory, build);
    const team =
      threads > 1 ? await ThreadTeam.start(threads, arena.memory, kernels, build, shareFrom) : null;
    const program = build === 'fast' && !team ? instantiateProgram(arena.memory, build) : null;
    // Of one panel at a time: where two are taken, the inference kernel stays.
    const single = program && !dispatch.wide ? { ...kernels, ladder: program.ladderPanels } : kernels;
    const runner = team ?? singleRunner(single);
    return new PanelEngine(plan, options, { arena, kernels, program, runner, team, wide: dispatch.wide });
  }

  load(feed: (input: string) => Feed, { samples }: Request): void {
    const { plan, layouts } = this.#parts;
    plan.volumes.forEach(({ input, buffer }, i) => {
      loadVolumes(this.#parts, this.#staging, buffer, input, feed(input), samples);
      this.#clean[i]!(Math.ceil(samples / layouts[buffer]!.lanes));
    });
  }

  run(from: number, to: number, request: Request): void {
    for (let i = from; i < to; i++) this.#run[i]!(request);
  }

  read(output: string, request: Request): Float32Array {
    return readOutput(this.#parts, output, request);
  }

  async close(): Promise<void> {
    await this.#team?.close();
  }
}

/** Multiply-accumulates of a call from which threads share it, as kernel sessions have it. */
const shareFrom = 100_000;

interface Memory {
  readonly arena: WasmArena;
  readonly kernels: WasmExports;
  /** Faster kernels of steps on tokens, of other bits; null: those of outcome tables. */
  readonly program: ProgramExports | null;
  readonly runner: KernelRunner;
  readonly team: ThreadTeam | null;
  readonly wide: boolean;
}

/** From the step that writes a buffer to the last that reads it; inputs are there before the first. */
function lifetimes(plan: GraphPlan, layouts: readonly ActivationLayout[]) {
  const first = plan.buffers.map(() => 0);
  const last = plan.buffers.map(() => 0);
  plan.steps.forEach((step, i) => {
    first[step.output] = i;
    last[step.output] = i;
    for (const buffer of step.inputs) last[buffer] = i;
  });
  return layouts.map(({ bytes }, i) => ({
    name: String(i),
    bytes: Math.ceil(bytes / 64) * 64,
    firstStep: first[i]!,
    lastStep: last[i]!,
  }));
}
