import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { NetworkFileError } from '../../../network/hdf5/network-file-error.ts';
import { loadSpiking } from '../../../network/spiking/load-spiking.ts';
import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { InputError } from '../../../schema/input-error.ts';
import { readInput, shownName } from '../../read-input.ts';
import type { RawNetwork } from '../sana-fe/raw-network.ts';
import { readNetlist } from '../sana-fe/read-netlist.ts';
import { readNetworkYaml } from '../sana-fe/read-network-yaml.ts';

/** A network as its file has it: one of SANA-FE's, which also says where its neurons lie, or a graph alone. */
export type ReadNetwork =
  | { readonly raw: RawNetwork; readonly graph: null }
  | { readonly raw: null; readonly graph: SpikingGraph };

const hdf5Signature = 0x89_48_44_46;

const fault = (file: string, code: string, message: string, more: object = {}): InputError =>
  new InputError([{ file: shownName(file), line: 0, column: 0, code, path: '', message, ...more }]);

/**
 * Reads a spiking network: SANA-FE (YAML, netlist), NIR (.nir) or Lava NetX (.net, HDF5).
 * @param stepS what one step stands for, s: a NIR network is continuous in time
 * @throws InputError for a file that cannot be read, or whose contents are faulty
 */
export async function readSpikingNetwork(file: string, stepS: number): Promise<ReadNetwork> {
  const kind = extname(file);
  if (kind === '.yaml' || kind === '.yml')
    return { raw: readNetworkYaml(await readInput(file), shownName(file)), graph: null };
  if (kind !== '.net' && kind !== '.nir')
    throw fault(
      file,
      'E_NETWORK_FILE',
      `"${basename(file)}": the ending tells what a spiking network is written in.`,
      { allowed: ['.yaml (SANA-FE)', '.net (netlist of SANA-FE, or Lava NetX)', '.nir (NIR)'] },
    );
  // Two kinds of file end in .net; one is text, the other begins with a signature.
  const text = await readInput(file);
  const bytes = await readFile(file);
  const isHdf5 = bytes.length >= 4 && bytes.readUInt32BE(0) === hdf5Signature;
  if (kind === '.net' && !isHdf5) return { raw: readNetlist(text, shownName(file)), graph: null };
  try {
    return { raw: null, graph: await loadSpiking(file, stepS) };
  } catch (error) {
    if (!(error instanceof NetworkFileError)) throw error;
    throw fault(file, 'E_NETWORK_FILE', `${error.path ? `${error.path}: ` : ''}${error.reason}`);
  }
}
