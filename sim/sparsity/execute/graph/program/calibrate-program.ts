import type { Network } from '../../../../network/network.ts';
import { UnsupportedNetworkError } from '../../unsupported-network-error.ts';
import { compileGraph } from '../compile-graph.ts';
import type { Feed } from '../load-volumes.ts';
import { countAllTokens } from '../token-counts.ts';
import type { ActivationRanges } from './activation-ranges.ts';
import { ProgramEngine } from './program-engine.ts';
import { convolves, nodeOf, programSteps } from './program-steps.ts';

/** Share of the images whose largest value the range of a tensor covers. */
const covered = 0.99;

/**
 * Ranges of a network's activations, by executing images in fp32 at every level: of each tensor the largest value in an
 * image, at the level where that is most, and of these the value that 99% of the images stay below.
 * @param feed values of an image, by input @throws UnsupportedNetworkError for a network that is no program
 */
export function calibrateProgram(
  network: Network,
  images: number,
  feed: (image: number, input: string) => Feed,
): ActivationRanges {
  const plan = compileGraph(network);
  const steps = programSteps(plan);
  if (!steps || !convolves(steps)) {
    throw new UnsupportedNetworkError(
      network.name,
      network.output.name,
      'int8 ranges are of networks with convolutions that run as a program',
    );
  }
  const engine = new ProgramEngine(plan, steps, { mode: 'reproducible', densest: 0, keepsAll: true });
  const largest = steps.map(() => new Float32Array(images));
  for (let image = 0; image < images; image++) {
    for (let level = 0; level < Math.max(1, plan.levels); level++) {
      const levels = new Array<number>(plan.ladderLayers).fill(level);
      const tokens = countAllTokens(plan.sequences, (input) => feed(image, input), 1);
      const request = { samples: 1, tokens, levels };
      // Again for each level: steps use the room of inputs that are read.
      engine.load((input) => feed(image, input), request);
      engine.run(0, steps.length, request);
      for (let i = 0; i < steps.length; i++) {
        largest[i]![image] = Math.max(largest[i]![image]!, engine.largest(i) ?? 0);
      }
    }
  }
  const most = largest.map((values) => values.sort()[Math.ceil(covered * images) - 1]!);
  return {
    network: plan.network,
    most: Object.fromEntries(
      steps.flatMap((step, i) =>
        plan.buffers[step.output]!.sequence === null ? [[nodeOf(step), most[i]!]] : [],
      ),
    ),
  };
}
