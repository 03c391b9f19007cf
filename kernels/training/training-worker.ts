import { workerData } from 'node:worker_threads';
import type { WasmMemory } from '../backends/wasm/web-assembly.ts';
import { takeJobs } from './take-jobs.ts';
import { stateWords, type TrainingMember } from './team-state.ts';
import { trainingKernels } from './training-kernels.ts';
import { instantiateTraining } from './training-module.ts';

const member = workerData as TrainingMember;
const exports = instantiateTraining(member.memory as WasmMemory, member.build);
const kernels = trainingKernels.map((name) => exports[name]);
const state = new Int32Array(member.state);
const words = new Float64Array(member.words);
const spins = 20_000;

/** The next list after `last`: a bounded spin, then sleep. */
function nextEpoch(last: number): number {
  for (let i = 0; i < spins; i++) {
    const epoch = Atomics.load(state, stateWords.epoch);
    if (epoch !== last) return epoch;
  }
  Atomics.add(state, stateWords.asleep, 1);
  Atomics.wait(state, stateWords.epoch, last);
  Atomics.sub(state, stateWords.asleep, 1);
  return Atomics.load(state, stateWords.epoch);
}

Atomics.add(state, stateWords.ready, 1);
for (let epoch = 0; ; ) {
  const next = nextEpoch(epoch);
  if (next === epoch) continue;
  if (next === -1) break;
  epoch = next;
  takeJobs(epoch, state, words, member.bounds, kernels);
}
