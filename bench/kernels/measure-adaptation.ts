import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  blockMagnitudeOrder,
  KernelSession,
  packBlockLadder,
  packSingleLevel,
  unpackBlockLadder,
} from '../../kernels/index.ts';
import { interleave } from '../lib/interleave.ts';
import { blockSparse, randomValues } from '../lib/random-matrix.ts';
import { table } from '../lib/table.ts';
import { ladderOf, layerCount, levels, side } from './big-ladder.ts';
import type { Figure } from './figures.ts';
import type { Release } from './release.ts';

export interface Adaptation {
  /** A change of level at each call, less the same calls without a change. */
  readonly switchUs: number;
  readonly segments: readonly { level: number; segmentedUs: number; contiguousUs: number }[];
  readonly release: Release;
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
  const release = measureRelease();
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

/** In a process of its own, whose memory holds nothing else. */
function measureRelease(): Release {
  const script = fileURLToPath(new URL('./release.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${script}: exit code ${status}\n${stderr}`);
  return JSON.parse(stdout) as Release;
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
  const { level, before, after, releaseMs, admitMs } = release;
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
    `\nReleasing levels 0 to ${level - 1} of ${layerCount} layers ${side}x${side}: memory of the session ${before.sessionMB.toFixed(0)} -> ${after.sessionMB.toFixed(0)} MiB, of the process ${before.processMB.toFixed(0)} -> ${after.processMB.toFixed(0)} MiB, in ${releaseMs.toFixed(0)} ms; re-admitting them takes ${admitMs.toFixed(0)} ms\n`,
  ].join('\n');
}
