import { type Segment, segmentJ } from './option-costs.ts';

/** Every run of a cell asks for the same ones. */
const powers = new WeakMap<Segment, Float64Array>();

/** Mean power of a segment without what may stretch it, W: [samples or 1]; 0 where it takes no time. */
export function segmentPowerW(segment: Segment): Float64Array {
  const known = powers.get(segment);
  if (known) return known;
  const made = segment.durationNs.map((ns, sample) => (ns > 0 ? segmentJ(segment, sample) / (ns * 1e-9) : 0));
  powers.set(segment, made);
  return made;
}
