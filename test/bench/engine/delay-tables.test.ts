import { describe, expect, it } from 'vitest';
import { Checksum } from '../../../bench/engine/checksum.ts';
import { circleLength, delays, meanNs } from '../../../bench/engine/delay-tables.ts';

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** 5 standard errors of a mean of `count` numbers whose standard deviation is `deviation`. */
const within = (deviation: number, count: number) => (5 * deviation) / Math.sqrt(count);

describe('delay tables', () => {
  // The peers' rates were measured with these delays: another table is another benchmark.
  it.each([
    ['exponential', 1, 'c323d6c1 7cc4137b'],
    ['logUniform', 11, '9809c0de 5b004d3e'],
    ['logUniformRest', 12, 'c8a0b3d6 fcb35a3f'],
    ['queueing', 21, 'adbb7dfa 3883016'],
  ] as const)('draws the same %s delays for ever', (law, seed, wanted) => {
    const check = new Checksum();
    delays[law](circleLength, seed).forEach((delay, i) => {
      check.add(delay, i);
    });
    expect(`${check.sum.toString(16)} ${check.fold.toString(16)}`).toBe(wanted);
  });

  it.each(['exponential', 'logUniform', 'logUniformRest', 'queueing'] as const)(
    'draws %s delays in whole ns that stay exact over a long run',
    (law) => {
      const good = (delay: number) => Number.isInteger(delay) && delay >= 0 && delay <= 1e12;
      expect(delays[law](circleLength, 3).filter((delay) => !good(delay))).toHaveLength(0);
    },
  );

  it('has the means that the loads and time spans are made with', () => {
    const exponential = delays.exponential(circleLength, 5);
    expect(Math.abs(mean(exponential) - 1e9)).toBeLessThan(within(1e9, circleLength));
    const logUniform = delays.logUniform(circleLength, 5);
    expect(Math.abs(mean(logUniform) - meanNs.logUniform)).toBeLessThan(within(1.5e11, circleLength));
    const queueing = delays.queueing(circleLength, 5);
    const gaps = mean(queueing.filter((_, i) => i % 2 === 0));
    const services = mean(queueing.filter((_, i) => i % 2 === 1));
    expect(Math.abs(gaps - 1.25e9)).toBeLessThan(within(1.25e9, circleLength / 2));
    expect(Math.abs(services - 1e9)).toBeLessThan(within(1e9, circleLength / 2));
  });

  it('starts nine decades in the steady state: as many events in the first second as in later ones', () => {
    const n = 20_000;
    const table = delays.logUniform(circleLength, 11);
    const first = delays.logUniformRest(n, 12);
    const windowNs = 1e10;
    const counts = new Float64Array(4);
    let drawn = 0;
    for (let time of first) {
      for (; time < counts.length * windowNs; time += table[drawn++ % circleLength]!) {
        counts[Math.floor(time / windowNs)]!++;
      }
    }
    const expected = (n * windowNs) / meanNs.logUniform;
    for (const count of counts) expect(Math.abs(count / expected - 1)).toBeLessThan(0.15);
  });
});
