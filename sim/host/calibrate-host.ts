import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { Coefficients } from '../calibration/fit/coefficients.ts';
import { coverageFactor } from '../calibration/fit/coverage-factor.ts';
import { Posterior } from '../calibration/fit/posterior.ts';
import { heldOutLayers, hostLayers, hostSparsities } from './host-layers.ts';
import { type CacheSizes, hostNoise, hostTerm } from './host-term.ts';
import { type HostTime, measureLayers } from './measure-layers.ts';
import { type MemoryRate, measureMemory } from './measure-memory.ts';

/** One layer that the calibration had not seen. */
export interface HostPrediction {
  readonly layer: string;
  readonly sparsity: number;
  readonly measuredNs: number;
  readonly lowNs: number;
  readonly centralNs: number;
  readonly highNs: number;
  /** As if every multiply-accumulate that is there cost the same: what a model must beat. */
  readonly oneRateNs: number;
}

/** A cost of this machine: ns for one of what the name says, or a factor, with its standard deviation as a factor. */
export interface HostCost {
  readonly name: string;
  readonly value: number;
  readonly factor: number;
}

/** What was found of this machine. */
export interface HostCalibration {
  readonly processor: string;
  readonly cores: number;
  readonly node: string;
  readonly build: string;
  readonly wide: boolean;
  readonly memory: readonly MemoryRate[];
  readonly caches: CacheSizes;
  readonly fittedRows: number;
  readonly costs: readonly HostCost[];
  readonly predictions: readonly HostPrediction[];
}

/** Sizes of the data caches of the first core; a rule of thumb where the operating system does not tell. */
async function cacheSizes(): Promise<CacheSizes> {
  const sizes = { l1Bytes: 32 * 1024, l2Bytes: 1024 * 1024 };
  for (let index = 0; index < 4; index++) {
    const folder = `/sys/devices/system/cpu/cpu0/cache/index${index}`;
    try {
      const [level, type, size] = await Promise.all(
        ['level', 'type', 'size'].map(async (name) => (await readFile(`${folder}/${name}`, 'utf8')).trim()),
      );
      const found = /^(\d+)([KM])$/.exec(size!);
      if (!found || type === 'Instruction') continue;
      const bytes = Number(found[1]) * (found[2] === 'K' ? 1024 : 1024 ** 2);
      if (level === '1') sizes.l1Bytes = bytes;
      if (level === '2') sizes.l2Bytes = bytes;
    } catch {
      break;
    }
  }
  return sizes;
}

/**
 * Measures the kernels and the memory of this machine on one thread, fits the model to two thirds of the layers and
 * predicts the others. Takes about half a minute; other work on the machine goes into the times.
 */
export async function calibrateHost(
  options: { readonly rounds?: number; readonly report?: (done: number, rounds: number) => void } = {},
): Promise<HostCalibration> {
  const caches = await cacheSizes();
  const memory = measureMemory();
  const { times, build, wide } = await measureLayers(hostLayers, hostSparsities, options);
  return {
    processor: cpus()[0]?.model ?? 'unknown processor',
    cores: availableParallelism(),
    node: process.version,
    build,
    wide,
    memory,
    caches,
    ...fitHost(times, caches),
  };
}

/** Fits the model to the layers that are not held out, and predicts those that are. */
export function fitHost(
  times: readonly HostTime[],
  caches: CacheSizes,
): Pick<HostCalibration, 'fittedRows' | 'costs' | 'predictions'> {
  const seen = times.filter(({ layer }) => !heldOutLayers.has(layer.id));
  const coefficients = new Coefficients();
  const posterior = new Posterior(
    coefficients,
    seen.map((time) => hostTerm(time, caches, coefficients)),
    seen.map((time) => Math.log(time.latencyNs)),
    hostNoise,
  );
  const factor = coverageFactor(
    posterior
      .leaveOut((row) => seen[row]!.layer.id)
      .flatMap(({ name, residuals, covariance }) =>
        [...residuals].map((residual, i) => ({
          unit: name,
          z: residual / Math.sqrt(covariance[i * residuals.length + i]!),
        })),
      ),
  );
  const macs = ({ layer, activeShare }: HostTime) => layer.rows * layer.cols * layer.pixels * activeShare;
  const rate = Math.exp(
    seen.reduce((sum, time) => sum + Math.log(time.latencyNs / macs(time)), 0) / seen.length,
  );
  const costs = [...posterior.theta].flatMap((value, i): HostCost[] => {
    const name = coefficients.names[i]!;
    return name.startsWith('layer ')
      ? []
      : [{ name, value: Math.exp(value), factor: Math.exp(posterior.deviationOf(i)) }];
  });
  const predictions = times
    .filter(({ layer }) => heldOutLayers.has(layer.id))
    .map((time): HostPrediction => {
      const { mean, variance } = posterior.predict(hostTerm(time, caches, coefficients));
      const half = factor * Math.sqrt(variance + hostNoise ** 2);
      return {
        layer: time.layer.id,
        sparsity: time.sparsity,
        measuredNs: time.latencyNs,
        lowNs: Math.exp(mean - half),
        centralNs: Math.exp(mean),
        highNs: Math.exp(mean + half),
        oneRateNs: rate * macs(time),
      };
    });
  return { fittedRows: seen.length, costs, predictions };
}
