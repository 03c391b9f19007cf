import type { TaskPart } from '../../data/task/task-part.ts';
import { fusedGroups } from '../../network/fused-groups.ts';
import type { Network, NetworkValue } from '../../network/network.ts';
import { GraphExecutor } from '../execute/graph/graph-executor.ts';
import { ownFeeds } from '../tune/own-feeds.ts';
import type { FittedEpilogue } from './fitted-point.ts';
import { withEpilogues } from './with-fitted.ts';

const batch = 50;

/** What the output of a ladder layer is to stand for: a value of the network as it was. */
export interface EpilogueTarget {
  readonly node: string;
  readonly value: string;
}

/**
 * Measures the statistics of ladder layers anew, in the order given, each with those before it corrected: every channel gets
 * the mean and variance that its target has in the unchanged network, as recalculated batch-norm statistics would.
 * @param changed the same network with less in it @param level of all layers
 * @param part calibration data; the first `count` samples
 */
export async function refitEpilogues(
  network: Network,
  changed: Network,
  level: number,
  targets: readonly EpilogueTarget[],
  { part, count }: { readonly part: TaskPart; readonly count: number },
): Promise<readonly FittedEpilogue[]> {
  const wanted = await momentsOf(
    network,
    level,
    targets.map(({ value }) => value),
    part,
    count,
  );
  const fitted: FittedEpilogue[] = [];
  for (const [i, { node }] of targets.entries()) {
    const now = withEpilogues(changed, level, fitted);
    const [own] = await momentsOf(now, level, [epilogueValue(changed, node)], part, count);
    const target = wanted[i]!;
    const layer = network.ladder!.layers.find((each) => each.node === node)!;
    const at = (values: Float32Array, row: number) => values[level * layer.rows + row]!;
    const rows = Array.from({ length: layer.rows }, (_, row) => {
      const varies = own!.variance[row]! > 1e-6 * target.variance[row]! && target.variance[row]! > 0;
      const gain = varies ? Math.sqrt(target.variance[row]! / own!.variance[row]!) : 1;
      const offset = target.mean[row]! - gain * own!.mean[row]!;
      return [gain * at(layer.scale, row), gain * at(layer.bias, row) + offset] as const;
    });
    fitted.push({
      node,
      scale: Float32Array.from(rows, ([scale]) => scale),
      bias: Float32Array.from(rows, ([, bias]) => bias),
    });
  }
  return fitted;
}

/** The value that a layer's epilogue writes, before any Relu. */
export function epilogueValue(network: Network, node: string): string {
  const group = fusedGroups(network).find(({ main }) => main.name === node)!;
  return group.nodes.findLast(({ type }) => type !== 'Relu')!.outputs[0]!;
}

interface Moments {
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/** By value, of each channel over samples and pixels. */
async function momentsOf(
  network: Network,
  level: number,
  values: readonly string[],
  part: TaskPart,
  count: number,
): Promise<readonly Moments[]> {
  const output = (name: string): NetworkValue => {
    const shape = network.shapes.get(name)!;
    return { name, shape, type: 'float32', dims: ['N', ...shape.slice(1)] };
  };
  const outputs = [...new Set(values)].map(output);
  const executor = await GraphExecutor.open({ ...network, output: outputs[0]!, outputs }, { batch });
  const sums = outputs.map(({ shape }) => ({
    first: new Float64Array(shape[1]!),
    second: new Float64Array(shape[1]!),
    places: 0,
  }));
  for (let from = 0; from < count; from += batch) {
    const samples = Math.min(batch, count - from);
    const found = executor.run(ownFeeds(part.feeds(from, samples)), samples, { levels: level });
    outputs.forEach(({ name, shape }, o) => {
      const { first, second } = sums[o]!;
      const of = found[name]!;
      const pixels = of.length / samples / shape[1]!;
      sums[o]!.places += samples * pixels;
      for (let i = 0; i < of.length; i++) {
        const channel = Math.floor(i / pixels) % shape[1]!;
        first[channel]! += of[i]!;
        second[channel]! += of[i]! ** 2;
      }
    });
  }
  const moments = sums.map(({ first, second, places }) => {
    const mean = first.map((sum) => sum / places);
    return { mean, variance: second.map((sum, c) => Math.max(0, sum / places - mean[c]! ** 2)) };
  });
  return values.map((value) => moments[outputs.findIndex(({ name }) => name === value)]!);
}
