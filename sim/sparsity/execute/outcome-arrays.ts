import type { BatchOutcome } from '../executor.ts';
import { matrixSteps, type Plan } from './plan.ts';

/**
 * Arrays for the outcomes of `count` samples.
 * @throws RangeError when the images are too few, or the network's counts do not fit the arrays
 */
export function emptyOutcome(
  plan: Pick<Plan, 'steps' | 'classes'>,
  images: Uint8Array,
  count: number,
  imageBytes: number,
): BatchOutcome {
  if (!Number.isSafeInteger(count) || count < 0 || images.length < count * imageBytes) {
    throw new RangeError(
      `${images.length} bytes of images for a count of ${count}; ${imageBytes} bytes an image are needed`,
    );
  }
  const layers = matrixSteps(plan);
  for (const { node, shape } of layers) {
    const inputs = shape.channels * shape.height * shape.width;
    if (inputs > 65535) {
      throw new RangeError(`layer ${node} has ${inputs} inputs; outcomes hold up to 65535 a layer`);
    }
  }
  if (plan.classes > 256) throw new RangeError(`${plan.classes} classes; outcomes hold up to 256`);
  return {
    logits: new Float32Array(count * plan.classes),
    topClass: new Uint8Array(count),
    confidence: new Uint16Array(count),
    activeInputs: new Uint16Array(count * layers.length),
    effectiveMacs: new Uint32Array(count * layers.length),
  };
}
