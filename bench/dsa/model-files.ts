import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Networks of one task, each a path by seed. */
export interface ModelFiles {
  readonly ladder: ReadonlyMap<number, string>;
  readonly dense: ReadonlyMap<number, string>;
  /** Without the layers that the ladder prunes. */
  readonly control: ReadonlyMap<number, string>;
  /** By width, narrowest last. */
  readonly small: ReadonlyMap<number, ReadonlyMap<number, string>>;
  /** Trained for one sparsity alone; by sparsity. */
  readonly alone: ReadonlyMap<number, ReadonlyMap<number, string>>;
  /** Whether what stands for the dense network has other answers (`withStandIn`). */
  readonly standIn?: boolean;
  /** Answers of networks that are not kept. */
  readonly recorded: ReadonlyMap<number, string>;
}

/**
 * Sorts the networks of a folder: `ladder-sSEED.onnx`, `dense-sSEED.onnx`, `control-sSEED.onnx`, `small-wWIDTH-sSEED.onnx`,
 * `alone-SPARSITY-sSEED.onnx`, `answers-sSEED.json`; other files are left out.
 */
export function sortModelFiles(names: readonly string[], folder: string): ModelFiles {
  const byKind = {
    ladder: new Map<number, string>(),
    dense: new Map<number, string>(),
    control: new Map<number, string>(),
  };
  const bySize = {
    small: new Map<number, Map<number, string>>(),
    alone: new Map<number, Map<number, string>>(),
  };
  const found = names.flatMap((name) => {
    const [, plain, sized, size, seed] =
      /^(?:(ladder|dense|control)|(small-w|alone-)([\d.]+))-s(\d+)\.onnx$/.exec(name) ?? [];
    if (!seed) return [];
    const kind = plain ?? (sized === 'alone-' ? 'alone' : 'small');
    return [{ kind, size: Number(size ?? 0), seed: Number(seed), path: join(folder, name) }];
  });
  found.sort((a, b) => b.size - a.size || a.seed - b.seed);
  for (const { kind, size, seed, path } of found) {
    if (kind in byKind) {
      byKind[kind as keyof typeof byKind].set(seed, path);
      continue;
    }
    const sizes = bySize[kind as keyof typeof bySize];
    sizes.set(size, (sizes.get(size) ?? new Map<number, string>()).set(seed, path));
  }
  const recorded = new Map(
    names.flatMap((name) => {
      const [, seed] = /^answers-s(\d+)\.json$/.exec(name) ?? [];
      return seed ? [[Number(seed), join(folder, name)] as const] : [];
    }),
  );
  return { ...byKind, ...bySize, recorded };
}

/**
 * The networks in a folder, or why the task cannot be measured with what is there.
 * @param kinds that have to be there
 */
export function findModelFiles(
  folder: string,
  kinds: readonly ('ladder' | 'dense')[] = ['ladder', 'dense'],
): ModelFiles | string {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return `no folder ${folder}; networks are written by sparsewatt train`;
  }
  const files = sortModelFiles(names, folder);
  const missing = kinds.filter(
    (kind) =>
      files[kind].size === 0 && !(kind === 'dense' && files.recorded.size > 0 && files.ladder.size > 0),
  );
  return missing.length === 0
    ? files
    : `no ${missing.map((kind) => `${kind}-s1.onnx`).join(', no ')} in ${folder}`;
}
