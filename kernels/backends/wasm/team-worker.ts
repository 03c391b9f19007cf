import { workerData } from 'node:worker_threads';
import { slotLength, spins, type TeamMember, teamBytes, teamWords } from './team-protocol.ts';
import { instantiateKernels, type WasmExports } from './wasm-module.ts';
import type { WasmMemory } from './web-assembly.ts';

const { memory, control, build, thread, threads, kernels } = workerData as TeamMember;
const exports = instantiateKernels(memory as WasmMemory, build);
const calls = kernels.map((name) => exports[name as keyof WasmExports]);
const { words } = teamBytes(threads);
const state = new Int32Array(control, 0, words / 4);
const slot = new Float64Array(control, words + thread * slotLength * 8, slotLength);

/** The next job after `last`: a bounded spin, then sleep. */
function nextEpoch(last: number): number {
  for (let i = 0; i < spins; i++) {
    const epoch = Atomics.load(state, teamWords.epoch);
    if (epoch !== last) return epoch;
  }
  Atomics.add(state, teamWords.asleep, 1);
  Atomics.wait(state, teamWords.epoch, last);
  Atomics.sub(state, teamWords.asleep, 1);
  return Atomics.load(state, teamWords.epoch);
}

Atomics.store(state, teamWords.done + thread, 0);
Atomics.notify(state, teamWords.done + thread);
for (let epoch = 0; ; ) {
  const next = nextEpoch(epoch);
  if (next === epoch) continue;
  if (next === -1) break;
  epoch = next;
  if (slot[0]! >= 0) calls[slot[0]!]!(...slot.subarray(2, 2 + slot[1]!));
  Atomics.store(state, teamWords.done + thread, epoch);
  Atomics.notify(state, teamWords.done + thread);
}
