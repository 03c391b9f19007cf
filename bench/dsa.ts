/**
 * Dynamic sparsity adaptation end to end: for each task the ladder's levels, independently trained dense networks and
 * small dense ones, whole networks in one process and one thread at batch 1 and 64, beside ONNX Runtime native and in
 * WebAssembly (fp32 and int8). Accuracy on the official test data over seeds with paired intervals; memory; cascades
 * that choose a level for each request.
 *   --task ID     one task  --models FOLDER  networks of `sparsewatt train` elsewhere than scenarios/models
 *   --record      only writes the answers of the networks in FOLDER beside those of scenarios/models, for seeds that are not kept
 *   --write       puts tables into bench/RESULTS.md and frontiers into points.json beside the networks
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DataMissingError } from '../sim/data/source/data-missing-error.ts';
import { pointsDocument, pointsText } from '../sim/sparsity/tune/points-document.ts';
import { findModelFiles, type ModelFiles } from './dsa/model-files.ts';
import { baselineLines, printTask } from './dsa/print-task.ts';
import { recordTask } from './dsa/record-task.ts';
import { replaceBlock } from './dsa/replace-block.ts';
import { runTask } from './dsa/run-task.ts';
import { withStandIn } from './dsa/stand-in.ts';
import type { Task } from './dsa/task.ts';
import type { TaskResult } from './dsa/task-result.ts';
import { tasks } from './dsa/tasks.ts';
import { nativeVersion } from './lib/peers.ts';

const kept = fileURLToPath(new URL('../scenarios/models', import.meta.url));
const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    task: { type: 'string' },
    models: { type: 'string', default: kept },
  },
});
const results = new URL('RESULTS.md', import.meta.url);
const say = (line: string) => process.stderr.write(`${line}\n`);
const chosen = tasks.filter(({ id }) => flags.task === undefined || id === flags.task);
if (chosen.length === 0) {
  say(`--task ${flags.task}; there are ${tasks.map(({ id }) => id).join(', ')}`);
  process.exit(2);
}
if (flags.write && flags.quick) {
  say('--write needs a full run; leave --quick out');
  process.exit(2);
}

const machine = `${cpus()[0]?.model.trim() ?? process.arch}, Node ${process.versions.node}`;
const versions = `onnxruntime-node and -web ${nativeVersion()}, all graph optimisations`;
const documents: (TaskResult | { readonly task: string; readonly leftOut: string })[] = [];
if (!flags.json) console.log(`${machine}; ${versions}`);

async function runWhole(task: Task, kept: ModelFiles) {
  const { files, remove } = await withStandIn(kept);
  try {
    return await runTask(task, files, { quick: flags.quick, say });
  } finally {
    remove();
  }
}

for (const task of chosen) {
  const files = findModelFiles(join(flags.models, task.folder), flags.record ? [] : undefined);
  const leftOut = (reason: string) => {
    documents.push({ task: task.id, leftOut: reason });
    if (!flags.json) console.log(`\n${task.title}: left out: ${reason}`);
  };
  try {
    if (typeof files === 'string') {
      leftOut(files);
      if (!flags.json) for (const line of baselineLines(task.baselines())) console.log(line);
      continue;
    }
    if (flags.record) {
      await recordTask(task, files, join(kept, task.folder), say);
      continue;
    }
    const { result, frontiers } = await runWhole(task, files);
    documents.push(result);
    const text = printTask(result);
    if (!flags.json) console.log(`\n${text}`);
    if (flags.write) {
      const points = pointsDocument({ task: task.id, machine }, frontiers);
      writeFileSync(join(flags.models, task.folder, 'points.json'), pointsText(points));
      const block = `${machine}; ${versions}\n\n${text}`;
      writeFileSync(results, replaceBlock(readFileSync(results, 'utf8'), `dsa ${task.id}`, block));
    }
  } catch (error) {
    if (!(error instanceof DataMissingError)) throw error;
    leftOut(error.message);
  }
}
if (flags.json) {
  const document = {
    schemaVersion: 1,
    benchmark: 'dsa',
    quick: flags.quick,
    machine,
    versions,
    tasks: documents,
  };
  console.log(JSON.stringify(document, null, 2));
}
