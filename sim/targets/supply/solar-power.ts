import type { RandomStream } from '../../engine/random/random-stream.ts';
import { alternating, isOnAt } from './alternating.ts';
import type { PowerTrace } from './power-trace.ts';

/** A panel and the light that falls on it. */
export interface SolarPanel {
  readonly areaM2: number;
  /** Electrical over light power, converter included. */
  readonly efficiency: number;
  /** At its brightest, W/m2: 1000 is the irradiance of IEC 61215's test conditions, 1361 that above the air (Kopp and Lean, GRL 2011). */
  readonly peakWPerM2: number;
  /** `half-sine` for a panel that lies still while the sun passes, `flat` for one that is turned to it. */
  readonly shape: 'half-sine' | 'flat';
  /** Length of a day, h: 24, or an orbit. */
  readonly dayH: number;
  /** Within that day; from sunset on it is dark. */
  readonly sunriseH: number;
  readonly sunsetH: number;
  /** Share of the time that clouds pass, how long one does in the mean, and the share of light they let through. */
  readonly cloudShare: number;
  readonly meanCloudS: number;
  readonly cloudLight: number;
}

const hourNs = 3.6e12;
const stepNs = 60e9;

/** sin(pi x) for x in [0, 1], by the series of the cosine about the middle: exact operations alone, error below 1e-9. */
export function halfSine(x: number): number {
  const u = Math.PI * (x - 0.5);
  const z = u * u;
  let sum = 1;
  for (let k = 14; k >= 2; k -= 2) sum = 1 - (z / (k * (k - 1))) * sum;
  return sum;
}

/**
 * Power of a panel, minute by minute, each minute at the value of its middle.
 * @param startH time of day at which a run begins @param stream draws the clouds
 */
export function solarPower(
  panel: SolarPanel,
  startH: number,
  untilNs: number,
  stream: RandomStream,
): PowerTrace {
  const clouds = alternating(stream, panel.cloudShare, panel.meanCloudS * 1e9, untilNs);
  const steps = Math.max(1, Math.ceil(untilNs / stepNs));
  const fromNs = Float64Array.from({ length: steps }, (_, i) => i * stepNs);
  const watts = fromNs.map((from) => {
    const middleNs = from + stepNs / 2;
    const hour = (startH + middleNs / hourNs) % panel.dayH;
    const day = (hour - panel.sunriseH) / (panel.sunsetH - panel.sunriseH);
    if (day <= 0 || day >= 1) return 0;
    const light = panel.shape === 'flat' ? 1 : Math.max(0, halfSine(day));
    const sky = isOnAt(clouds, middleNs) ? panel.cloudLight : 1;
    return panel.areaM2 * panel.efficiency * panel.peakWPerM2 * light * sky;
  });
  return { fromNs, watts };
}
