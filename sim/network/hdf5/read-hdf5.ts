import { openPool } from '../../sweep/pool.ts';
import type { Hdf5Group } from './hdf5-tree.ts';
import type { Hdf5Answer, Hdf5Task } from './hdf5-worker.ts';
import { NetworkFileError } from './network-file-error.ts';
import { defaultHdf5Limits, type Hdf5Limits } from './read-hdf5-here.ts';

/** Time for starting the thread and a small file, and bytes that are surely unpacked in a millisecond. */
const leastMs = 30_000;
const bytesPerMs = 4096;

/**
 * Reads a whole HDF5 file of unknown origin, on a thread that is stopped when it takes too long: a single wrong byte can
 * send the library into a loop without end. Otherwise as `readHdf5Here`.
 * @param place named in errors
 * @throws NetworkFileError when the file is damaged, or asks for more than the limits
 */
export async function readHdf5(
  bytes: Uint8Array,
  place: string,
  limits: Hdf5Limits = defaultHdf5Limits,
  mostMs = leastMs + bytes.length / bytesPerMs,
): Promise<Hdf5Group> {
  const pool = await openPool<Hdf5Task, Hdf5Answer>('sim/network/hdf5/hdf5-worker.js', 1);
  const late = AbortSignal.timeout(Math.ceil(mostMs));
  try {
    const answer = await pool.run({ bytes, place, limits }, late);
    if ('tree' in answer) return answer.tree;
    throw new NetworkFileError(place, answer.path, answer.refusal);
  } catch (error) {
    if (!late.aborted || error instanceof NetworkFileError) throw error;
    const seconds = Math.round(mostMs / 1000);
    throw new NetworkFileError(place, '', `not read within ${seconds} s; a damaged file can do that`);
  } finally {
    await pool.destroy();
  }
}
