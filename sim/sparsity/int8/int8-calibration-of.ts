import type { Network } from '../../network/network.ts';
import { samplesAt } from '../table-data.ts';
import { calibrateInt8 } from './calibrate-int8.ts';
import { committedInt8 } from './committed-int8.ts';
import type { Int8Calibration } from './int8-calibration.ts';

/** Images of the shipped calibrations: the first of the validation split. */
const calibrationSamples = 1000;

const found = new Map<string, Int8Calibration>();

/**
 * The activation ranges of a network's int8 form: those shipped for exactly its file, else found now, once a thread, on
 * the first 1,000 validation images of degraded MNIST.
 * @throws UnsupportedNetworkError, FormatError or RangeError when the kernels cannot execute the network
 */
export function int8CalibrationOf(network: Network): Int8Calibration {
  const known = found.get(network.hash) ?? committedInt8(network.hash) ?? measureInt8(network);
  found.set(network.hash, known);
  return known;
}

/** The ranges found anew, whatever is shipped. @throws as `int8CalibrationOf` */
export function measureInt8(network: Network): Int8Calibration {
  const positions = Array.from({ length: calibrationSamples }, (_, i) => i);
  return calibrateInt8(network, samplesAt('degraded-mnist', 'validation', positions));
}
