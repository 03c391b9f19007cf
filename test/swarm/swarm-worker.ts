import { parentPort } from 'node:worker_threads';
import { shippedProfiles } from './draw/shipped-profiles.ts';
import { runSeed } from './run-seed.ts';

/** Entry of a worker thread: a message is a seed, the answer its report. */
const shipped = await shippedProfiles();
parentPort!.on('message', (seed: number) => parentPort!.postMessage(runSeed(seed, shipped)));
