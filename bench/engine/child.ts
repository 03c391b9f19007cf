/** One run of one JavaScript engine in a process of its own: CONTESTANT time|memory PEERS JOB ... */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildModel, type JsContestant } from './build-model.ts';
import { Checksum } from './checksum.ts';
import { heldBuffers } from './held-buffers.ts';
import { fromArguments } from './job.ts';
import type { Memory, Timed } from './outcome.ts';

const [contestant, mode, peers, ...args] = process.argv.slice(2) as [
  JsContestant,
  string,
  string,
  ...string[],
];
const job = fromArguments(args);

/** Reads without a copy that would still be counted as memory later. */
function floats(file: string): Float64Array {
  const values = new Float64Array(statSync(file).size / 8);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, values);
  closeSync(descriptor);
  return values;
}

/** Memory after a collection; buffers are freed a little later, by another thread. */
async function settledMemory(): Promise<NodeJS.MemoryUsage> {
  for (let i = 0; i < 3; i++) {
    globalThis.gc!();
    await sleep(20);
  }
  return process.memoryUsage();
}

const check = new Checksum();
const { kind, n, periods } = job;
const setting = { kind, n, periods, check, delays: floats(job.delaysFile), initial: floats(job.initialFile) };

const print = (outcome: Timed | Memory) => process.stdout.write(`${JSON.stringify(outcome)}\n`);
if (mode === 'memory') {
  check.on = false;
  const before = await settledMemory();
  const model = buildModel(contestant, setting, peers);
  model.runUntil(job.checkUntilNs);
  const after = await settledMemory();
  const sum = ({ heapUsed, arrayBuffers }: NodeJS.MemoryUsage) => heapUsed + arrayBuffers;
  print({
    held: heldBuffers(model.engine),
    grown: sum(after) - sum(before),
    resident: after.rss - before.rss,
  });
} else {
  const model = buildModel(contestant, setting, peers);
  model.runUntil(job.checkUntilNs);
  const sojournNs = model.sojournNs?.() ?? 0;
  check.on = false;
  model.runUntil(job.timeFromNs);
  const before = model.events();
  const start = process.cpuUsage();
  model.runUntil(job.timeUntilNs);
  const { user, system } = process.cpuUsage(start);
  print({
    sum: check.sum,
    fold: check.fold,
    checkedEvents: check.events,
    sojournNs,
    events: model.events() - before,
    cpuS: (user + system) / 1e6,
    ...(model.digest ? { digest: model.digest() } : {}),
  });
}
