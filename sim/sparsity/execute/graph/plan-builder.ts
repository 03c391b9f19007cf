import type { Volume } from '../../../../kernels/index.ts';
import type { Network, NetworkNode } from '../../../network/network.ts';
import type { MatrixReader, OpenMatrix } from '../matrix-reader.ts';
import type { MatrixStep } from '../plan.ts';
import type { AddStep, EmbedStep, GraphBuffer, GraphStep } from './graph-plan.ts';

type Kept = Exclude<GraphStep, MatrixStep | AddStep | EmbedStep>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
/** A step without its places; those that later nodes may join can be changed. */
type Open = OpenMatrix | Mutable<AddStep> | Mutable<EmbedStep>;
type Distribute<T> = T extends unknown ? Omit<T, 'inputs' | 'output'> : never;
export type NewStep = Open | Distribute<Kept>;

/** Collects the buffers and steps of a plan, and knows what may still join the step that wrote a buffer. */
export class PlanBuilder {
  readonly buffers: GraphBuffer[] = [];
  readonly volumes: { input: string; buffer: number }[] = [];
  readonly #steps: { step: NewStep; inputs: readonly number[]; output: number }[] = [];
  readonly #constants: Network['initialisers'];
  readonly #readers = new Map<string, number>();
  /** The value that a buffer holds, by its last name. */
  readonly #names = new Map<number, string>();
  /** The step that wrote a buffer, while nodes may join it. */
  readonly #open = new Map<number, Open>();

  constructor(network: Network) {
    const { nodes, initialisers } = network;
    this.#constants = initialisers;
    const count = (value: string) => this.#readers.set(value, (this.#readers.get(value) ?? 0) + 1);
    for (const node of nodes) node.inputs.forEach(count);
    for (const { name } of network.outputs ?? [network.output]) count(name);
  }

  addInput(input: string, volume: Volume): number {
    this.volumes.push({ input, buffer: this.buffers.length });
    return this.buffers.push({ volume, sequence: null }) - 1;
  }

  /** @returns the place of the buffer that the step writes */
  push(step: NewStep, inputs: readonly number[], writes: GraphBuffer): number {
    const output = this.buffers.push(writes) - 1;
    this.#steps.push({ step, inputs, output });
    if (step.kind === 'matrix' || step.kind === 'add' || step.kind === 'embed')
      this.#open.set(output, step as Open);
    return output;
  }

  /** The node's result is its input under another name. Where others read that too, nothing may join its step. */
  alias(node: NetworkNode, x: number): number {
    if (this.#readers.get(node.inputs[0]!) !== 1) this.#open.delete(x);
    return x;
  }

  /** The matrix that wrote x, if the node may join it: nothing else reads what it makes, and no Relu has followed. */
  openMatrix(node: NetworkNode, x: number): OpenMatrix | null {
    const step = this.#joinable(this.#activation(node), x);
    return step?.kind === 'matrix' && !step.relu ? step : null;
  }

  /** Says which value of the graph a buffer holds. */
  name(buffer: number, value: string): void {
    this.#names.set(buffer, value);
  }

  /** By buffer, the value that it holds at its end; null: none of the graph. */
  values(): (string | null)[] {
    return this.buffers.map((_, buffer) => this.#names.get(buffer) ?? null);
  }

  /**
   * The embedding of these ids that made x, alone or as a part of a sum, if positions may join it.
   * @param value x by its name
   */
  openEmbedding(value: string, x: number, sequence: number): Mutable<EmbedStep> | null {
    const step = this.#joinable(value, x);
    if (step?.kind === 'embed') return step.positions === null && step.sequence === sequence ? step : null;
    if (step?.kind !== 'add' || step.relu) return null;
    for (const input of this.#steps.find(({ output }) => output === x)!.inputs) {
      const found = this.openEmbedding(this.#names.get(input) ?? '', input, sequence);
      if (found) return found;
    }
    return null;
  }

  /** @returns whether the Relu joined the step that wrote x */
  fuseRelu(node: NetworkNode, x: number): boolean {
    const step = this.#joinable(this.#activation(node), x);
    if (step?.kind !== 'matrix' && step?.kind !== 'add') return false;
    step.relu = true;
    return true;
  }

  /** Whether a step writes the buffer, so that it is no input. */
  isWritten(buffer: number): boolean {
    return this.#steps.some(({ output }) => output === buffer);
  }

  finish(reader: MatrixReader): GraphStep[] {
    return this.#steps.map(({ step, inputs, output }) => {
      const done = step.kind === 'matrix' ? reader.finish(step as OpenMatrix) : step;
      return { ...done, inputs, output } as GraphStep;
    });
  }

  #joinable(value: string, x: number): Open | undefined {
    return this.#readers.get(value) === 1 ? this.#open.get(x) : undefined;
  }

  #activation(node: NetworkNode): string {
    return node.inputs.find((value) => !this.#constants.has(value))!;
  }
}
