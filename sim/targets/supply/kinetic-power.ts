import type { RandomStream } from '../../engine/random/random-stream.ts';
import { alternating } from './alternating.ts';
import type { PowerTrace } from './power-trace.ts';

/** A harvester that gives a power while its wearer or machine moves, and nothing else. */
export interface KineticHarvester {
  readonly movingW: number;
  readonly movingShare: number;
  readonly meanMovingS: number;
}

/** @param stream draws when it moves */
export function kineticPower(
  { movingW, movingShare, meanMovingS }: KineticHarvester,
  untilNs: number,
  stream: RandomStream,
): PowerTrace {
  const switches = alternating(stream, movingShare, meanMovingS * 1e9, untilNs);
  const first = switches[0] === 0 ? 0 : 1;
  const fromNs = first === 0 ? switches : Float64Array.of(0, ...switches);
  return { fromNs, watts: fromNs.map((_, i) => ((i + first) % 2 === 0 ? movingW : 0)) };
}
