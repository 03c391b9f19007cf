import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import { distributionCases } from './distributions/cases.ts';

const bits = new BigUint64Array(1);
const value = new Float64Array(bits.buffer);

function hex(x: number): string {
  value[0] = x;
  return bits[0]!.toString(16).padStart(16, '0');
}

/** The bits of the first draws of everything that draws, one line each: the same on every JavaScript engine. */
export function drawBits(): string {
  const s = new RandomStream(2026, 'golden', 'draws');
  const t = new RandomStream(2026, 41, 'draws');
  const rows: [string, (index: number) => number][] = [
    ['u32', (i) => s.u32(i)],
    ['u32 of entity 41', (i) => t.u32(i)],
    ['uniform', (i) => s.uniform(i)],
    ['integer below 10', (i) => s.integer(i, 10)],
    ['integer below 2^52 - 1', (i) => s.integer(i, 2 ** 52 - 1)],
    ['uniform53', (i) => s.uniform53(i)],
    ['uniform53 of entity 41', (i) => t.uniform53(i)],
    ['uniform53, lane 3', (i) => s.uniform53(i, 3)],
    ['uniform53, index from 2^40', (i) => s.uniform53(2 ** 40 + i)],
    ...distributionCases.map((c): [string, (i: number) => number] => {
      const draw = c.with(...c.parameters);
      return [`${c.name}(${c.parameters.join(', ')})`, (i) => draw(s, i)];
    }),
  ];
  const first = Array.from({ length: 6 }, (_, i) => i);
  // The sum of a thousand draws more, so that rare branches count too.
  const line = (draw: (i: number) => number) => {
    let sum = 0;
    for (let i = 0; i < 1000; i++) sum += draw(i);
    return [...first.map((i) => hex(draw(i))), hex(sum)].join(' ');
  };
  return `${rows.map(([name, draw]) => `${name}: ${line(draw)}`).join('\n')}\n`;
}
