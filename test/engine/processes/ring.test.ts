import fc from 'fast-check';
import { expect, it } from 'vitest';
import { IntRing } from '../../../sim/engine/processes/int-ring.ts';
import { Ring } from '../../../sim/engine/processes/ring.ts';

const commands = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('push' as const), value: fc.nat(9) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('shift' as const), value: fc.nat(9) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constantFrom('remove', 'removeAt', 'insertAt', 'replace'),
        value: fc.nat(9),
      }),
    },
  ),
  { maxLength: 400 },
);

it('rings behave as arrays would', () => {
  fc.assert(
    fc.property(commands, (list) => {
      const ring = new Ring<number>();
      const model: number[] = [];
      const ints = new IntRing();
      const intModel: number[] = [];
      for (const { do: what, value } of list) {
        if (what === 'push') {
          ring.push(value);
          model.push(value);
          ints.push(value - 5);
          intModel.push(value - 5);
        } else if (what === 'shift') {
          if (model.length > 0) expect(ring.shift()).toBe(model.shift());
          if (intModel.length > 0) expect(ints.shift()).toBe(intModel.shift());
        } else if (what === 'remove') {
          ring.remove(value);
          if (model.includes(value)) model.splice(model.indexOf(value), 1);
        } else if (what === 'removeAt') {
          if (value >= model.length) continue;
          ring.removeAt(value);
          model.splice(value, 1);
        } else if (what === 'insertAt') {
          const at = Math.min(value, model.length);
          ring.insertAt(at, value);
          model.splice(at, 0, value);
        } else {
          const at = intModel.indexOf(value - 5);
          expect(ints.indexOf(value - 5)).toBe(at);
          if (at < 0) continue;
          expect(ints.count(3, at)).toBe(intModel.slice(0, at).filter((v) => v === 3).length);
          ints.replaceAt(at, 7);
          intModel[at] = 7;
        }
        expect(ring.size).toBe(model.length);
        expect(ring.first).toBe(model[0]);
        expect(ring.at(model.length)).toBeUndefined();
        expect(ints.size).toBe(intModel.length);
      }
      expect(ring.toArray()).toEqual(model);
      expect(intModel.map(() => ints.shift())).toEqual(intModel);
    }),
    { seed: 42, numRuns: 100 },
  );
});
