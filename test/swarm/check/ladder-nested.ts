import { type BlockLadder, rowsOfInt8Ladder, unpackBlockLadder } from '../../../kernels/index.ts';
import type { Check } from './check.ts';

/**
 * Level k's weights are bitwise a subset of level k-1's, in the network and in both packed forms; each level has the
 * weights of its blocks and no others.
 */
export const ladderNested: Check = ({ scenario }) => {
  const wrong: string[] = [];
  for (const { layer, packed, int8, weights } of scenario.ladders) {
    layer.levelEnds.forEach((end, level) => {
      if (level === 0) return;
      const denser = new Set(layer.order.subarray(0, layer.levelEnds[level - 1]!));
      const strays = layer.order.subarray(0, end).filter((block) => !denser.has(block));
      if (strays.length > 0) wrong.push(`${layer.node} level ${level}: blocks that level ${level - 1} lacks`);
    });
    const float = levelsOf(packed, (level) => bitsOf(unpackBlockLadder(packed, level).values));
    const whole = levelsOf(int8, (level) => rowsOfInt8Ladder(int8, level).values);
    const original = bitsOf(weights);
    layer.levelEnds.forEach((end, level) => {
      const blocks = new Set(layer.order.subarray(0, end));
      const odd = original.findIndex((bits, i) => {
        const [row, col] = [Math.floor(i / layer.cols), i % layer.cols];
        const active = blocks.has(Math.floor(row / 4) * layer.cols + col);
        return float[level]?.[i] !== (active ? bits : 0);
      });
      if (odd >= 0) wrong.push(`${layer.node} level ${level}: weight ${odd} is not that of its blocks`);
    });
    for (const [form, levels] of [
      ['fp32', float],
      ['int8', whole],
    ] as const) {
      for (let level = 1; level < levels.length; level++) {
        const stray = firstStray(levels[level]!, levels[level - 1]!);
        if (stray >= 0)
          wrong.push(
            `${layer.node} ${form} level ${level}: weight ${stray} is not that of level ${level - 1}`,
          );
      }
    }
  }
  return wrong;
};

const bitsOf = (values: Float32Array) => new Uint32Array(values.buffer, values.byteOffset, values.length);

function levelsOf<T>({ levels }: Pick<BlockLadder, 'levels'>, read: (level: number) => T): T[] {
  return Array.from({ length: levels }, (_, level) => read(level));
}

/** The first weight that is there and differs in a bit, or -1. */
function firstStray(sparse: Uint32Array | Int8Array, dense: Uint32Array | Int8Array): number {
  for (let i = 0; i < sparse.length; i++) if (sparse[i] !== 0 && sparse[i] !== dense[i]) return i;
  return -1;
}
