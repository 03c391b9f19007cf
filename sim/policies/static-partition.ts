import { apartOptions, speedOf } from './apart-options.ts';
import { optionsByUnit } from './options-by-unit.ts';
import type { PolicyDefinition } from './policy.ts';

/**
 * Sends each unit the share of the requests that its speed has in that of all, evenly spread, whatever happens. Where
 * networks are split, a pair of units takes the place of its two where that is faster.
 */
export const staticPartition: PolicyDefinition = {
  id: 'static-partition',
  title: 'Static partition',
  source: 'weighted round robin by speed (Katevenis, Sidiropoulos and Courcoubetis, JSAC 9(8), 1991)',
  signal: 'none',
  adaptive: true,
  charge: '4 a decision and unit',
  needs: ['several units'],
  create(context) {
    const options = apartOptions(optionsByUnit(context));
    const speeds = options.map(speedOf);
    const all = speeds.reduce((sum, speed) => sum + speed, 0);
    const shares = speeds.map((speed) => speed / all);
    const credit = new Float64Array(options.length);
    return {
      decide() {
        let best = 0;
        for (let unit = 0; unit < options.length; unit++) {
          credit[unit]! += shares[unit]!;
          if (credit[unit]! > credit[best]!) best = unit;
        }
        credit[best]! -= 1;
        return options[best]!.index;
      },
      reset: () => void credit.fill(0),
      uses: options.map(({ index }) => index),
      cost: { decideOperations: 4 * options.length, reviewOperations: 0 },
      note: options.map(({ id }, unit) => `${(100 * shares[unit]!).toFixed(0)}% to ${id}`).join(', '),
    };
  },
};
