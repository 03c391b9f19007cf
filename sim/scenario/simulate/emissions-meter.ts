import type { Environment } from '../../engine/environment.ts';
import { type IntensityProfile, intensityAt, stepEndNs } from './intensity-profile.ts';

const joulesPerKwh = 3.6e6;

/**
 * Emissions of a run whose grid changes: every joule at the intensity of the step in which it is entered. What a
 * segment costs is entered when it begins, rest when it has passed; so the ledger is brought up to date at every change.
 */
export class EmissionsMeter {
  private readonly profile: IntensityProfile;
  private enteredJ = 0;
  private grams = 0;

  /**
   * @param settledJ brings the ledger up to date and gives its total, J
   * @param goesOn false once the horizon is over and every request has ended
   */
  constructor(profile: IntensityProfile, env: Environment, settledJ: () => number, goesOn: () => boolean) {
    this.profile = profile;
    const change = env.kind('grid intensity', () => {
      // A change after the end of the run would bring the ledger past it.
      if (!goesOn()) return;
      this.enter(settledJ(), env.now - 1);
      env.post(stepEndNs(profile, env.now) - env.now, change, 0, 0);
    });
    env.post(stepEndNs(profile, 0), change, 0, 0);
  }

  /** Intensity at a time of the run, gCO2e/kWh. */
  at(timeNs: number): number {
    return intensityAt(this.profile, timeNs);
  }

  /**
   * Enters what the ledger has gained.
   * @param totalJ of the ledger, up to date @param timeNs within the step in which the gain was spent
   */
  enter(totalJ: number, timeNs: number): void {
    this.grams += ((totalJ - this.enteredJ) / joulesPerKwh) * this.at(timeNs);
    this.enteredJ = totalJ;
  }

  /**
   * What the run emitted, and what the same units at rest would have over the same time.
   * @param idleFloorJ energy at rest from 0 to a time, J
   */
  summary(endNs: number, idleFloorJ: (timeNs: number) => number) {
    let restEmissionsG = 0;
    let fromJ = 0;
    for (let at = 0; at < endNs; ) {
      const to = Math.min(endNs, stepEndNs(this.profile, at));
      const untilJ = idleFloorJ(to);
      restEmissionsG += ((untilJ - fromJ) / joulesPerKwh) * this.at(at);
      fromJ = untilJ;
      at = to;
    }
    return { emissionsG: this.grams, restEmissionsG };
  }
}
