import { RandomStream } from '../../../engine/random/random-stream.ts';

/** To which stream each request belongs, independent of the others: a pure function of the seed. @param shares sum to 1 */
export function drawStreams(requests: number, shares: readonly number[], seed: number): Uint8Array {
  const draws = new RandomStream(seed, 'streams', 'request');
  const last = shares.length - 1;
  return Uint8Array.from({ length: requests }, (_, request) => {
    let left = draws.uniform(request);
    for (let stream = 0; stream < last; stream++) {
      left -= shares[stream]!;
      if (left < 0) return stream;
    }
    return last;
  });
}
