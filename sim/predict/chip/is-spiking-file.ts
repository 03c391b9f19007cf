import { extname } from 'node:path';

/** Whether a network is one of spikes, by the ending of its file. */
export const isSpikingFile = (network: string): boolean =>
  ['.nir', '.net', '.yaml', '.yml'].includes(extname(network));
