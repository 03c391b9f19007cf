import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import onnxProto from 'onnx-proto';
import { ladderKey } from '../../sim/network/onnx/metadata-keys.ts';
import type { ModelFiles } from './model-files.ts';
import { readModel } from './read-model.ts';

const { ModelProto } = onnxProto.onnx;

/**
 * Where a task keeps answers of its dense networks alone, level 0 of the ladder without its ladder stands in for them: the same graph
 * and as many weights, so that times and memory are those of a dense network. Its answers are not: rows of it are `recordedOnly`.
 * @returns the files with it, and what removes it
 */
export function withStandIn(files: ModelFiles): { readonly files: ModelFiles; remove(): void } {
  const [seed, ladder] = [...files.ladder][0] ?? [];
  if (files.dense.size > 0 || seed === undefined || !ladder) return { files, remove: () => {} };
  const model = ModelProto.decode(readModel(ladder));
  model.metadataProps = model.metadataProps!.filter(({ key }) => key !== ladderKey);
  const graph = model.graph!;
  graph.initializer = graph.initializer!.filter(({ name }) => !name!.includes('.ladder.'));
  const folder = mkdtempSync(join(tmpdir(), 'sparsewatt-bench-'));
  const file = join(folder, `dense-s${seed}.onnx`);
  writeFileSync(file, ModelProto.encode(model).finish());
  return {
    files: { ...files, dense: new Map([[seed, file]]), standIn: true },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
