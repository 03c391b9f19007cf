import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figure } from './figures.ts';

interface Int8Results {
  readonly results: readonly {
    n: number;
    what: string;
    peerOverOurs: number | null;
    medianRatio: number | null;
  }[];
}

/** The int8 benchmark in a process of its own: `npm run bench -- int8` prints all of it. */
export function measureInt8(): Int8Results {
  const script = fileURLToPath(new URL('../int8.ts', import.meta.url));
  const args = ['--import', 'tsx', script, '--quick', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script}: exit code ${status}\n${stderr}`);
  return JSON.parse(stdout) as Int8Results;
}

export function int8Figures({ results }: Int8Results): Figure[] {
  const row = results.find(({ n, what }) => n === 64 && what === 'ours 90% sparse, per call')!;
  return [
    {
      name: 'int8 4x2, 90%, 1024x1024, N=64, against onnxruntime-node int8, quantising on both sides',
      unit: 'x',
      found: row.peerOverOurs!,
      median: row.medianRatio!,
      floor: 3,
      goal: 5,
      better: 'larger',
    },
  ];
}
