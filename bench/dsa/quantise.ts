import type { TaskPart } from '../../sim/data/task/task-part.ts';
import { quantiseDynamic } from './quantise-dynamic.ts';
import { quantiseQdq } from './quantise-qdq.ts';

/** Samples that ranges of activations are taken from. */
const calibrationSamples = 512;

/**
 * The int8 form of a network for ONNX Runtime: of convolutions static, else of products of tokens dynamic. null: it has
 * neither.
 */
export async function quantise(model: Uint8Array, validation: TaskPart): Promise<Uint8Array | null> {
  const feeds = validation.feeds(0, Math.min(calibrationSamples, validation.samples));
  const images = Object.values(feeds).some(({ dims }) => dims.length === 4);
  return images ? quantiseQdq(model, feeds) : quantiseDynamic(model);
}
