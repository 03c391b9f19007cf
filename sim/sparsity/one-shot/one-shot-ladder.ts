import { packBlockLadder, type Volume } from '../../../kernels/index.ts';
import type { Network } from '../../network/network.ts';
import { allocateLevels } from './allocate-levels.ts';
import { inputsOf, type NetworkStep } from './network-step.ts';
import { networkSteps, outputVolume } from './network-steps.ts';
import { oneShotLayer } from './one-shot-layer.ts';
import type { OneShotLayer, OneShotOptions, OneShotResult } from './one-shot-options.ts';
import { prunableLayers } from './prunable-layers.ts';
import { type StepLadder, StepSession } from './step-session.ts';

/** Samples side by side in the kernels. */
const groupSize = 64;

/**
 * Makes a ladder of a pretrained network without training: layer by layer in execution order, each with the
 * inputs that it has in the network as pruned so far, at every level, against the outputs of the dense
 * network.
 * @param inputs calibration samples [count][channels][height][width]
 * @throws UnsupportedNetworkError, ModelError when there is nothing to prune, RangeError for inputs of
 * another size
 */
export function oneShotLadder(
  network: Network,
  inputs: { readonly values: Float32Array; readonly count: number },
  options: OneShotOptions,
): OneShotResult {
  const graph = networkSteps(network);
  const { layers, kept } = prunableLayers(network, graph.steps, options.keep);
  const { sparsities } = options;
  const allocated = allocateLevels(layers, sparsities, options.allocation ?? 'erk');
  const volumes = new Map<string, Volume>([[graph.input.name, graph.input.volume]]);
  // Activations of the dense network, and of every level; the same array where they cannot differ.
  const dense = new Map([[graph.input.name, inputs.values]]);
  const levels = sparsities.map(() => new Map([[graph.input.name, inputs.values]]));
  const made: OneShotLayer[] = [];
  graph.steps.forEach((step, i) => {
    const prunable = step.kind === 'matrix' && layers.includes(step);
    const layer = prunable
      ? oneShotLayer(
          step,
          dense.get(step.input)!,
          levels.map((level) => level.get(step.input)!),
          inputs.count,
          { ...options, sparsities: allocated[layers.indexOf(step)]! },
        )
      : null;
    if (layer) made.push(layer);
    const run = runner(step, volumes, layer);
    dense.set(step.output, runner(step, volumes, null)(dense, inputs.count, 0));
    const names = inputsOf(step);
    levels.forEach((level, k) => {
      const untouched = !layer && names.every((name) => level.get(name) === dense.get(name));
      level.set(step.output, untouched ? dense.get(step.output)! : run(level, inputs.count, k));
    });
    volumes.set(step.output, outputVolume(step, volumes));
    forget(graph.steps.slice(i + 1), [dense, ...levels]);
    options.onProgress?.(`pruning (${options.method})`, i + 1, graph.steps.length);
  });
  return { method: options.method, sparsities, layers: made, kept, samples: inputs.count };
}

function runner(step: NetworkStep, volumes: ReadonlyMap<string, Volume>, layer: OneShotLayer | null) {
  const ladders = new Map<string, StepLadder>(layer ? [[layer.node, stepLadder(layer)]] : []);
  const session = new StepSession([step], volumes, ladders, groupSize);
  return (activations: ReadonlyMap<string, Float32Array>, count: number, level: number) =>
    session.run(activations, count, level, step.output);
}

/** A layer as a session takes it. */
export function stepLadder(layer: OneShotLayer): StepLadder {
  const { rows, cols, values, order, levelEnds, scale, bias, node } = layer;
  return { ladder: packBlockLadder({ rows, cols, values }, order, levelEnds, 0, node), scale, bias };
}

/** Drops the activations that no later step reads. */
function forget(later: readonly NetworkStep[], all: readonly Map<string, Float32Array>[]): void {
  const needed = new Set(later.flatMap(inputsOf));
  for (const activations of all) {
    for (const name of [...activations.keys()]) if (!needed.has(name)) activations.delete(name);
  }
}
