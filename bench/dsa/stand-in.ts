import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadNetwork } from '../../sim/network/onnx/load-network.ts';
import { writeOnnx } from '../../sim/network/onnx/write-onnx.ts';
import { withoutExits } from '../../sim/sparsity/exits/without-exits.ts';
import type { ModelFiles } from './model-files.ts';

/**
 * Where a task keeps answers of its dense networks alone, level 0 of the ladder without ladder and exits stands in for them: the same
 * graph and as many weights, so that times and memory are those of a dense network. Its answers are not: rows of it are
 * `recordedOnly`.
 * @returns the files with it, and what removes it
 */
export async function withStandIn(
  files: ModelFiles,
): Promise<{ readonly files: ModelFiles; remove(): void }> {
  const [seed, ladder] = [...files.ladder][0] ?? [];
  if (files.dense.size > 0 || seed === undefined || !ladder) return { files, remove: () => {} };
  const { ladder: _, ...spec } = withoutExits(await loadNetwork(ladder));
  const read = new Set(spec.nodes.flatMap(({ inputs }) => inputs));
  const initialisers = new Map([...spec.initialisers].filter(([name]) => read.has(name)));
  const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-bench-'));
  const file = join(folder, `dense-s${seed}.onnx`);
  writeFileSync(file, writeOnnx({ ...spec, initialisers }));
  return {
    files: { ...files, dense: new Map([[seed, file]]), standIn: true },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
