import type { Dice } from '../dice.ts';

/** A number of a drawn profile, with what its schema asks for. */
export const drawn = (value: number, unit: string) => ({
  value,
  unit,
  source: 'drawn',
  grade: 'estimated' as const,
  note: 'drawn',
});

/** Equally likely in every decade. */
export const drawnScale = (dice: Dice, low: number, high: number, unit: string) =>
  drawn(dice.scale(low, high), unit);

/** What all profiles say. */
export const drawnHead = (dice: Dice, id: string) => ({
  schemaVersion: 1,
  id,
  name: `Drawn ${id}`,
  description: 'drawn',
  boundary: dice.one(['chip', 'board', 'wall']),
  validated: { latency: dice.chance(0.5), energy: dice.chance(0.5), note: 'drawn' },
});

export const drawnInterval = (dice: Dice) => ({
  low: dice.between(0.2, 1),
  high: dice.between(1, 4),
  unit: '1',
  source: 'drawn',
  grade: 'estimated',
  note: 'drawn',
});

/**
 * One to three rest states: deeper ones come later and, mostly, draw less; some draw nothing and some wake at once.
 * @param mostW active power, which no rest exceeds @param serviceS scale of an inference
 */
export function drawnStates(dice: Dice, mostW: number, serviceS: number) {
  const count = dice.whole(1, 3);
  let watts = mostW * dice.between(0.01, 1);
  let afterS = 0;
  return dice.many(count, (i) => {
    if (i > 0) {
      watts *= dice.chance(0.1) ? 1 : dice.share();
      afterS += dice.chance(0.1) ? 0 : serviceS * dice.scale(0.1, 50);
    }
    if (dice.chance(0.05)) watts = 0;
    return {
      name: `state-${i}`,
      power: drawn(watts, 'W'),
      after: drawn(afterS, 's'),
      wakeTime: drawn(dice.chance(0.4) ? 0 : serviceS * dice.scale(0.001, 3), 's'),
      wakeEnergy: drawn(dice.chance(0.4) ? 0 : mostW * serviceS * dice.scale(0.001, 10), 'J'),
    };
  });
}
