import type { Network } from '../network/network.ts';
import type { NetworkExecutor } from './executor.ts';
import type { GateCalibration } from './gate-calibration.ts';
import { gatedLevels } from './point-list.ts';

/** Share of the inputs not exactly zero that each gate closes. */
const gateShares = [
  { name: 'g1', closedShare: 0.15 },
  { name: 'g2', closedShare: 0.35 },
] as const;

/** Thresholds are searched in these steps: 1/1024 is exact in float32, so no rounding moves a value across one. */
const step = 1 / 1024;
const maxSteps = 1 << 20;

const calibrationRule =
  'Per gated level and ladder layer, in execution order and with the layers before already gated: the smallest ' +
  'multiple of 1/1024 that closes at least the stated share of those inputs that an exact-zero gate leaves.';

/**
 * Finds gate thresholds for a ladder network by executing samples: each layer's threshold is a quantile of |x| over
 * its inputs, found by bisection on the counts of active inputs that the executor reports.
 * @param samples images [count][784] u8 of validation data and what they are
 * @param gates names and shares; by default those of the shipped point list
 */
export async function calibrateGates(
  network: Network,
  executor: NetworkExecutor,
  samples: { readonly images: Uint8Array; readonly count: number; readonly name: string },
  gates: readonly { readonly name: string; readonly closedShare: number }[] = gateShares,
): Promise<GateCalibration> {
  const layers = network.ladder?.layers ?? [];
  const found: GateCalibration['gates'][number][] = [];
  for (const level of network.ladder ? gatedLevels(network.ladder.levels.length) : []) {
    for (const { name, closedShare } of gates) {
      const thresholds: number[] = [];
      for (const layer of layers) {
        const position = executor.layers.indexOf(layer.node);
        const activeWith = async (threshold: number): Promise<number> => {
          const open = new Array<null>(layers.length - thresholds.length - 1).fill(null);
          const point = {
            id: 'calibration',
            levels: new Array<number>(layers.length).fill(level),
            gates: [...thresholds, threshold, ...open],
          };
          const { activeInputs } = await executor.run(samples.images, samples.count, point);
          let active = 0;
          for (let i = position; i < activeInputs.length; i += executor.layers.length)
            active += activeInputs[i]!;
          return active;
        };
        const target = (1 - closedShare) * (await activeWith(0));
        thresholds.push(step * (await smallest(async (n) => (await activeWith(n * step)) <= target)));
      }
      found.push({ level, name, closedShare, thresholds });
    }
  }
  return {
    version: 1,
    networkHash: network.hash,
    rule: calibrationRule,
    data: samples.name,
    samples: samples.count,
    gates: found,
  };
}

/** The smallest integer of 0 … maxSteps for which a monotone test holds, found by doubling and bisection. */
async function smallest(holds: (n: number) => Promise<boolean>): Promise<number> {
  let high = 64;
  while (high < maxSteps && !(await holds(high))) high *= 2;
  let low = high === 64 ? 0 : high / 2;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
