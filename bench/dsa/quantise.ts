import { quantiseDynamic } from './quantise-dynamic.ts';
import { quantiseQdq } from './quantise-qdq.ts';
import type { TaskPart } from './task-data.ts';

/** Samples that ranges of activations are taken from. */
const calibrationSamples = 512;

/** The int8 form of a network for ONNX Runtime: of images static, of anything else dynamic. */
export async function quantise(model: Uint8Array, validation: TaskPart): Promise<Uint8Array> {
  const feeds = validation.feeds(0, Math.min(calibrationSamples, validation.samples));
  const images = Object.values(feeds).every(({ dims }) => dims.length === 4);
  return images ? quantiseQdq(model, feeds) : quantiseDynamic(model);
}
