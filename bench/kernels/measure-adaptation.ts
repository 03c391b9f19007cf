import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type BlockLadder,
  blockMagnitudeOrder,
  KernelSession,
  packBlockLadder,
  packSingleLevel,
  type SessionLayer,
  unpackBlockLadder,
} from '../../kernels/index.ts';
import { interleave } from '../lib/interleave.ts';
import { blockSparse, randomValues } from '../lib/random-matrix.ts';
import { table } from '../lib/table.ts';
import type { Figure } from './figures.ts';

/** Sparsity of each level, as the shipped ladder has them. */
const levels = [0, 0.5, 0.75, 0.875, 0.94, 0.97, 0.985] as const;
const side = 1024;
const layerCount = 8;

export interface Adaptation {
  /** A change of level at each call, less the same calls without a change. */
  readonly switchUs: number;
  readonly segments: readonly { level: number; segmentedUs: number; contiguousUs: number }[];
  readonly release: { level: number; beforeMB: number; afterMB: number; releaseMs: number; admitMs: number };
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const residentMB = () => {
  collect();
  return process.memoryUsage().rss / 2 ** 20;
};

function ladderOf(seed: number): BlockLadder {
  const dense = blockSparse(side, side, 0, [1, 1], seed);
  const blocks = (side / 4) * side;
  return packBlockLadder(
    dense,
    blockMagnitudeOrder(dense),
    levels.map((s) => Math.round(blocks * (1 - s))),
  );
}

export async function measureAdaptation(rounds: number): Promise<Adaptation> {
  const session = await KernelSession.open({ mode: 'fast' });
  const ladder = ladderOf(800);
  const input = session.activation({ channels: side, height: 1, width: 1 }, 64);
  input.write(randomValues(64 * side, 13));
  const layer = session.layer({ weights: { format: 'block-ladder', matrix: ladder }, input });
  const segments: Adaptation['segments'][number][] = [];
  for (let level = 1; level < levels.length; level++) {
    const contiguous = session.layer({
      weights: { format: 'block-ladder', matrix: packSingleLevel(unpackBlockLadder(ladder, level)) },
      input,
    });
    const [a, b] = await interleave(
      [
        { name: 'segments', call: () => layer.run(level) },
        { name: 'contiguous', call: () => contiguous.run() },
      ],
      rounds,
    );
    segments.push({ level, segmentedUs: a!.p20Us, contiguousUs: b!.p20Us });
  }
  const switchUs = await measureSwitch(rounds);
  const release = await measureRelease();
  await session.close();
  return { switchUs, segments, release };
}

/** A layer so small that a switch would show: two levels in turn, against each alone. */
async function measureSwitch(rounds: number): Promise<number> {
  const session = await KernelSession.open({ mode: 'fast' });
  const dense = blockSparse(16, 16, 0, [1, 1], 900);
  const ladder = packBlockLadder(dense, blockMagnitudeOrder(dense), [40, 20, 10]);
  const input = session.activation({ channels: 16, height: 1, width: 1 }, 8);
  const layer = session.layer({ weights: { format: 'block-ladder', matrix: ladder }, input });
  const pair = (a: number, b: number) => () => {
    for (let i = 0; i < 500; i++) {
      layer.run(a);
      layer.run(b);
    }
  };
  const [stay1, stay2, change] = await interleave(
    [
      { name: 'level 1', call: pair(1, 1) },
      { name: 'level 2', call: pair(2, 2) },
      { name: 'both', call: pair(1, 2) },
    ],
    Math.max(rounds, 15),
  );
  return Math.max(0, (change!.p20Us - (stay1!.p20Us + stay2!.p20Us) / 2) / 1000);
}

/** Resident memory with all levels of some layers, then with those from level 3 on, and the time to come back. */
async function measureRelease(): Promise<Adaptation['release']> {
  const level = 3;
  const session = await KernelSession.open({ mode: 'fast' });
  const input = session.activation({ channels: side, height: 1, width: 1 }, 8);
  input.write(randomValues(8 * side, 17));
  const layers: SessionLayer[] = [];
  for (let i = 0; i < layerCount; i++) {
    layers.push(session.layer({ weights: { format: 'block-ladder', matrix: ladderOf(1000 + i) }, input }));
  }
  layers[0]!.run(level);
  const kept = layers[0]!.output.read();
  const beforeMB = residentMB();
  let start = performance.now();
  await session.release(level);
  const releaseMs = performance.now() - start;
  const afterMB = residentMB();
  layers[0]!.run(level);
  if (!layers[0]!.output.read().every((v, i) => Object.is(v, kept[i])))
    throw new Error('release changed a result');
  const again = layers.map((_, i) => ladderOf(1000 + i));
  start = performance.now();
  for (let i = 0; i < layerCount; i++) session.admit(layers[i]!, again[i]!);
  const admitMs = performance.now() - start;
  layers[0]!.run(0);
  await session.close();
  return { level, beforeMB, afterMB, releaseMs, admitMs };
}

export function adaptationFigures({ switchUs }: Adaptation): Figure[] {
  return [
    {
      name: 'level switch, a layer',
      unit: 'us',
      found: switchUs,
      median: switchUs,
      floor: 1,
      goal: null,
      better: 'smaller',
    },
  ];
}

export function printAdaptation({ segments, release }: Adaptation): string {
  const { level, beforeMB, afterMB, releaseMs, admitMs } = release;
  return [
    '\nLevel-major segments against one contiguous level, 1024x1024, N=64',
    table(
      ['level', 'sparse', 'segments us', 'contiguous us', 'cost'],
      segments.map((s) => [
        `L${s.level}`,
        `${levels[s.level]! * 100}%`,
        s.segmentedUs.toFixed(1),
        s.contiguousUs.toFixed(1),
        `${(100 * (s.segmentedUs / s.contiguousUs - 1)).toFixed(1)}%`,
      ]),
    ),
    `\nReleasing levels 0 to ${level - 1} of ${layerCount} layers ${side}x${side}: resident memory ${beforeMB.toFixed(0)} -> ${afterMB.toFixed(0)} MiB in ${releaseMs.toFixed(0)} ms; re-admitting them takes ${admitMs.toFixed(0)} ms\n`,
  ].join('\n');
}
