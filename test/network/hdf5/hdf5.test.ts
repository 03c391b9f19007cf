import { afterEach, describe, expect, it, vi } from 'vitest';
import { clearTimes } from '../../../sim/network/hdf5/clear-times.ts';
import { type Hdf5Group, hdf5Group, hdf5Numbers, hdf5Text } from '../../../sim/network/hdf5/hdf5-tree.ts';
import { loadH5wasm } from '../../../sim/network/hdf5/load-h5wasm.ts';
import { NetworkFileError } from '../../../sim/network/hdf5/network-file-error.ts';
import { readHdf5 } from '../../../sim/network/hdf5/read-hdf5.ts';
import {
  defaultHdf5Limits,
  type Hdf5Limits,
  readHdf5Here,
} from '../../../sim/network/hdf5/read-hdf5-here.ts';
import { writeHdf5 } from '../../../sim/network/hdf5/write-hdf5.ts';

const tree = hdf5Group(
  [
    ['text', hdf5Text('größer')],
    ['names', { kind: 'strings', path: '', shape: [2, 2], values: ['a', '', 'b c', 'd'] }],
    ['scalar', hdf5Numbers(Float64Array.of(0.1), [])],
    [
      'matrix',
      hdf5Numbers(
        Float32Array.from({ length: 5000 }, (_, n) => Math.fround(n / 7)),
        [50, 100],
      ),
    ],
    ['inner', hdf5Group([['whole', hdf5Numbers(Int32Array.of(-1, 2 ** 31 - 1), [2, 1])]])],
  ],
  [['dt', 0.5]],
);

/** The tree as plain data, without paths. */
function plain(node: Hdf5Group['children'] extends ReadonlyMap<string, infer N> ? N : never): unknown {
  if (node.kind !== 'group') return { ...node, path: '' };
  const children = Object.fromEntries([...node.children].map(([name, child]) => [name, plain(child)]));
  return { children, attributes: Object.fromEntries(node.attributes) };
}

/** A file made by calls of the library. */
async function crafted(
  make: (file: InstanceType<Awaited<ReturnType<typeof loadH5wasm>>['File']>) => void,
): Promise<Uint8Array> {
  const { File, module } = await loadH5wasm();
  const file = new File('/crafted.h5', 'w');
  make(file);
  file.close();
  return module.FS.readFile('/crafted.h5');
}

const small: Hdf5Limits = { depth: 8, objects: 50, bytes: 1 << 20 };

afterEach(() => {
  vi.useRealTimers();
});

describe('HDF5', () => {
  it('has the same bytes whenever it was written', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1e12 });
    const early = await writeHdf5(tree);
    const stamped = await crafted((file) => file.create_group('g'));
    vi.setSystemTime(1.5e12);
    expect(await writeHdf5(tree)).toEqual(early);
    const later = await crafted((file) => file.create_group('g'));
    expect(later).not.toEqual(stamped);
    clearTimes(later);
    clearTimes(stamped);
    expect(later).toEqual(stamped);
    // The library compares checksums.
    expect(plain(await readHdf5Here(later, 'f'))).toMatchObject({ children: { g: {} } });
  });

  it('is read as it was written, here and on a thread', async () => {
    const bytes = await writeHdf5(tree);
    expect(plain(await readHdf5Here(bytes, 'f'))).toEqual(plain(tree));
    expect(plain(await readHdf5(bytes, 'f'))).toEqual(plain(tree));
    await expect(readHdf5(bytes.subarray(0, 900), 'f')).rejects.toThrow(
      /^f: cannot be read \(truncated file/,
    );
    await expect(readHdf5(bytes, 'f', defaultHdf5Limits, 0)).rejects.toThrow(/^f: not read within 0 s/);
  });

  it('is refused when it is cut anywhere, and a whole file is read afterwards', async () => {
    const bytes = await writeHdf5(tree);
    for (let length = 0; length < bytes.length; length += 997) {
      await expect(readHdf5Here(bytes.subarray(0, length), 'cut')).rejects.toThrow(NetworkFileError);
    }
    expect((await readHdf5Here(bytes, 'f')).children.size).toBe(5);
  });

  it.each<[string, Parameters<typeof crafted>[0], RegExp]>([
    [
      'a group that contains itself',
      (file) => {
        file.create_group('loop');
        (file.get('loop') as never as { create_hard_link: (t: string, n: string) => void }).create_hard_link(
          '/loop',
          'again',
        );
      },
      /\/loop\/again.*: groups in groups more than 8 deep/,
    ],
    [
      'objects that are linked over and over',
      (file) => {
        for (let level = 0; level < 6; level++) {
          const group = file.create_group(`g${level}`);
          if (level === 0) continue;
          for (let copy = 0; copy < 4; copy++) group.create_hard_link(`/g${level - 1}`, `c${copy}`);
        }
      },
      /: more than 50 objects/,
    ],
    ['a soft link', (file) => file.create_soft_link('/elsewhere', 'soft'), /f, \/soft: a soft link/],
    [
      'a link to another file',
      (file) => file.create_external_link('/etc/hostname', '/x', 'out'),
      /f, \/out: a link to another file/,
    ],
    [
      'a dataset larger than the limit, though the file is small',
      (file) =>
        file
          .create_dataset({
            name: 'big',
            data: new Float64Array(1),
            shape: [1, 1],
            maxshape: [null, null],
            chunks: [1, 1],
          })
          .resize([1e6, 1e6]),
      /f, \/big: shape 1000000 x 1000000 takes the file over 1048576 bytes/,
    ],
  ])('with %s is refused at once', async (_, make, message) => {
    const bytes = await crafted(make);
    await expect(readHdf5Here(bytes, 'f', small)).rejects.toThrow(message);
  });

  it('is told from other files', async () => {
    await expect(readHdf5Here(new TextEncoder().encode('weights: 1'), 'f')).rejects.toThrow(
      /10 bytes that begin with 77 65/,
    );
    await expect(readHdf5Here(new Uint8Array(0), 'f')).rejects.toThrow(/f: empty; an HDF5 file begins with/);
  });
});
