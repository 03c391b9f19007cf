import { clearTimes } from './clear-times.ts';
import type { Hdf5Group } from './hdf5-tree.ts';
import { type LoadedHdf5, loadH5wasm } from './load-h5wasm.ts';

/** Arrays from so many values on are gzipped, in one chunk up to the largest. */
const gzipFrom = 64;
const largestChunk = 2 ** 20;

/**
 * An HDF5 file of a tree; paths in the tree are ignored. The same tree gives the same bytes: the times that HDF5 stamps objects
 * with are cleared.
 * @throws TypeError for objects of kind 'other'
 */
export async function writeHdf5(root: Hdf5Group): Promise<Uint8Array> {
  const library = await loadH5wasm();
  const { FS } = library.module;
  const name = '/write.h5';
  try {
    const file = new library.File(name, 'w');
    try {
      fill(file, root);
    } finally {
      file.close();
    }
    const bytes: Uint8Array = FS.readFile(name);
    clearTimes(bytes);
    return bytes;
  } finally {
    if (FS.analyzePath(name).exists) FS.unlink(name);
  }
}

function fill(target: InstanceType<LoadedHdf5['Group']>, group: Hdf5Group): void {
  for (const [name, value] of group.attributes) target.create_attribute(name, value);
  for (const [name, node] of group.children) {
    switch (node.kind) {
      case 'group':
        fill(target.create_group(name), node);
        break;
      case 'strings':
        target.create_dataset(
          node.shape.length === 0
            ? { name, data: node.values[0]! }
            : { name, data: [...node.values], shape: [...node.shape] },
        );
        break;
      case 'numbers': {
        const shape = [...node.shape];
        const zip = node.values.length >= gzipFrom && shape.length > 0;
        const how = zip ? { chunks: chunksOf(shape), compression: 'gzip' as const } : {};
        target.create_dataset({ name, data: node.values, shape, ...how });
        break;
      }
      default:
        throw new TypeError(`${name}: ${node.what} cannot be written`);
    }
  }
}

/** Whole rows of the last axes, as many as fit. */
function chunksOf(shape: readonly number[]): number[] {
  const chunks = shape.map(() => 1);
  let size = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    chunks[axis] = Math.max(1, Math.min(shape[axis]!, Math.floor(largestChunk / size)));
    size *= chunks[axis]!;
  }
  return chunks;
}
