/**
 * A process of its own: the memory with all levels of some layers, then with those from level 3 on, and the time to come
 * back. Prints one JSON document.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { KernelSession, type SessionLayer } from '../../kernels/index.ts';
import { randomValues } from '../lib/random-matrix.ts';
import { ladderOf, layerCount, side } from './big-ladder.ts';

interface Memory {
  readonly sessionMB: number;
  readonly processMB: number;
}

export interface Release {
  readonly level: number;
  readonly before: Memory;
  readonly after: Memory;
  readonly releaseMs: number;
  readonly admitMs: number;
}

const level = 3;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function memory(session: KernelSession): Promise<Memory> {
  // Shared memory is given back by a finaliser, which runs after the collection and not in it.
  for (let i = 0; i < 3; i++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const MB = 2 ** 20;
  return { sessionMB: session.memoryBytes / MB, processMB: process.memoryUsage().rss / MB };
}

const session = await KernelSession.open({ mode: 'fast' });
const input = session.activation({ channels: side, height: 1, width: 1 }, 8);
input.write(randomValues(8 * side, 17));
const layers: SessionLayer[] = [];
for (let i = 0; i < layerCount; i++) {
  layers.push(session.layer({ weights: { format: 'block-ladder', matrix: ladderOf(1000 + i) }, input }));
}
layers[0]!.run(level);
const kept = layers[0]!.output.read();
const before = await memory(session);
let start = performance.now();
await session.release(level);
const releaseMs = performance.now() - start;
const after = await memory(session);
layers[0]!.run(level);
if (!layers[0]!.output.read().every((v, i) => Object.is(v, kept[i])))
  throw new Error('release changed a result');
const again = layers.map((_, i) => ladderOf(1000 + i));
start = performance.now();
for (let i = 0; i < layerCount; i++) session.admit(layers[i]!, again[i]!);
const admitMs = performance.now() - start;
layers[0]!.run(0);
console.log(JSON.stringify({ level, before, after, releaseMs, admitMs } satisfies Release));
process.exit(0);
