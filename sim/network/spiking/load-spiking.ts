import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { NetworkFileError } from '../hdf5/network-file-error.ts';
import type { SpikingGraph } from './spiking-graph.ts';

/** Step of networks that are continuous in time and of files that name none, s: what their authors use most. */
export const defaultStepS = 1e-3;

/**
 * A spiking network from a file in an exchange format, by its ending: `.nir` (NIR) or `.net` (Lava NetX).
 * @param stepS time of a step, for formats that are continuous in time
 * @throws NetworkFileError naming the place in the file, Error when it cannot be opened
 */
export async function loadSpiking(file: string, stepS = defaultStepS): Promise<SpikingGraph> {
  const bytes = async () => new Uint8Array(await readFile(file));
  switch (extname(file).toLowerCase()) {
    case '.nir': {
      const [{ readNir }, { nirToSpiking }] = await Promise.all([
        import('../nir/read-nir.ts'),
        import('../nir/nir-to-spiking.ts'),
      ]);
      return nirToSpiking(await readNir(await bytes(), file), stepS, file);
    }
    case '.net': {
      const content = await bytes();
      // SANA-FE's netlists, which are text, end alike.
      if (content[0] !== 0x89) {
        throw new NetworkFileError(
          file,
          '',
          'no HDF5 file, and so not Lava NetX; SANA-FE netlists are read with their architecture',
        );
      }
      const [{ readNetx }, { netxToSpiking }] = await Promise.all([
        import('../netx/read-netx.ts'),
        import('../netx/netx-to-spiking.ts'),
      ]);
      return netxToSpiking(await readNetx(content, file), file);
    }
    default:
      throw new NetworkFileError(
        file,
        '',
        `ends in '${extname(file)}'; .nir (NIR) and .net (Lava NetX) are read`,
      );
  }
}
