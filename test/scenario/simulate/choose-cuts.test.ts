import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseCuts, type PricedCut } from '../../../sim/scenario/simulate/choose-cuts.ts';

const anyCuts = fc
  .array(
    fc.record({
      bytes: fc.nat(5),
      unitNs: fc.tuple(fc.nat(6), fc.nat(6)),
      energyJ: fc.nat(5),
      fits: fc.boolean(),
    }),
    { maxLength: 9 },
  )
  .map((cuts): PricedCut[] => cuts.map((cut, i) => ({ ...cut, after: i + 1 })));

const measures = ({ unitNs, bytes, energyJ }: PricedCut) => [...unitNs, bytes, energyJ];
const noWorse = (a: PricedCut, b: PricedCut) => measures(a).every((value, i) => value <= measures(b)[i]!);
const total = ({ unitNs: [a, b] }: PricedCut) => a! + b!;

it('keeps few, which fit and which no other beats, and says of every other cut why it is not there', () => {
  fc.assert(
    fc.property(anyCuts, fc.integer({ min: 1, max: 4 }), (cuts, most) => {
      const choice = chooseCuts(cuts, most);
      const fitting = cuts.filter((cut) => cut.fits);
      const beaten = (cut: PricedCut) => fitting.some((other) => noWorse(other, cut) && !noWorse(cut, other));
      const kept = cuts.filter(({ after }) => choice.get(after) === null);
      const best = fitting.filter((cut) => !beaten(cut));
      expect(choice.size).toBe(cuts.length);
      expect(kept).toHaveLength(Math.min(most, best.length));
      for (const cut of kept) expect(best).toContain(cut);
      for (const cut of cuts) {
        const why = choice.get(cut.after);
        if (why === null) continue;
        expect(why).toBe(!cut.fits ? 'does not fit' : beaten(cut) ? 'dominated' : 'beyond the most');
      }
      if (fitting.length > 0) expect(kept.map(total)).toContain(Math.min(...fitting.map(total)));
      if (most >= 3 && fitting.length > 0) {
        const busiest = ({ unitNs }: PricedCut) => Math.max(...unitNs);
        expect(kept.map(busiest)).toContain(Math.min(...fitting.map(busiest)));
        expect(kept.map((cut) => cut.energyJ)).toContain(Math.min(...fitting.map((cut) => cut.energyJ)));
      }
    }),
    { seed: 11, numRuns: 400 },
  );
});
