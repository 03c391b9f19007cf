import type { Estimate } from '../../sim/statistics/estimate.ts';
import { table } from '../lib/table.ts';
import type { Accuracy } from './judge.ts';
import { bestTime, within } from './make-claim.ts';
import type { Claim, Saved, TaskResult } from './task-result.ts';

const percent = (share: number) => (100 * share).toFixed(2);
const kB = (bytes: number) => (bytes / 1024).toFixed(0);
const points = (loss: Estimate | null) =>
  loss ? `${loss.value.toFixed(2)} [${loss.low.toFixed(2)}, ${loss.high.toFixed(2)}]` : '';
const yes = (it: boolean) => (it ? 'yes' : 'no');

/** A task's tables, as lines of text. */
export function printTask(result: TaskResult): string {
  return [
    heading(result),
    accuracyTable(result),
    ...(result.unkept.length > 0 ? [unkeptTable(result)] : []),
    timeTable(result),
    memoryTable(result),
    claimLines(result),
    adaptiveTable(result),
    frontLines(result),
  ].join('\n\n');
}

function heading({ title, seeds, samples, rounds, largestDifference }: TaskResult): string {
  return [
    `${title}: ladders of seeds ${seeds.ladder.join(', ')}, ${seeds.dense.length > 0 ? `dense networks of seeds ${seeds.dense.join(', ')}` : 'dense networks: recorded answers, timed as the graph of level 0 without its ladder'}`,
    ...(seeds.recorded.length > 0
      ? [`recorded answers of networks that are not kept: seeds ${seeds.recorded.join(', ')};`]
      : []),
    `${samples.validation} validation samples, ${samples.test} test samples; 1 thread, ${rounds} interleaved rounds;`,
    `logits on ONNX Runtime fp32 differ from ours by at most ${largestDifference.toExponential(1)} of the largest.`,
  ].join('\n');
}

/** Over the column of accuracies. */
const turnsHead = ([first]: readonly { readonly accuracy: Accuracy }[]) =>
  first && first.accuracy.perTurn.length < first.accuracy.perSeed.length
    ? 'test %, by turn of the folds'
    : 'test %, by seed';

function accuracyTable({ networks, baselines, tolerancePoints: tolerance }: TaskResult): string {
  const rows = networks.map((each) => [
    each.id,
    `${(100 * each.sparsity).toFixed(1)}%`,
    (each.macs / 1e6).toPrecision(3),
    percent(each.validation),
    each.accuracy.perTurn.map(percent).join(' '),
    percent(each.accuracy.mean),
    points(each.lossLevel0),
    points(each.lossDense),
    each.lossDense ? yes(within(each.lossDense, tolerance)) : '',
  ]);
  const head = [
    'network',
    'sparse',
    'M MACs',
    'validation %',
    turnsHead(networks),
    'mean',
    'lost against L0',
  ];
  return [
    'Accuracy (points lost with paired 95% intervals)',
    table([...head, 'against dense', `within ${tolerance}`], rows),
    ...baselineLines(baselines),
    ...controlLines(networks),
  ].join('\n');
}

function unkeptTable({ unkept }: TaskResult): string {
  const head = [
    'network',
    'validation %',
    turnsHead(unkept),
    'mean',
    'against dense',
    'level',
    'lost by the level against it',
  ];
  return [
    'Recorded answers of the control without layers, of small dense networks, and of those trained for one sparsity alone (same recipe and epochs)',
    table(
      head,
      unkept.map((each) => [
        each.id,
        percent(each.validation),
        each.accuracy.perTurn.map(percent).join(' '),
        percent(each.accuracy.mean),
        points(each.lossDense),
        each.level ?? '',
        points(each.lossOfLevel),
      ]),
    ),
  ].join('\n');
}

/** What needs no network. */
export function baselineLines(baselines: TaskResult['baselines']): string[] {
  return baselines.map(
    ({ name, accuracy }) => `  without a network: ${name}: ${percent(accuracy)}% of the test data`,
  );
}

/** What the layers are worth that a ladder prunes. */
function controlLines(networks: TaskResult['networks']): string[] {
  const control = networks.find(({ kind }) => kind === 'control');
  return control?.lossDense
    ? [
        `  without the layers that the ladder prunes: ${points(control.lossDense)} points below the dense network`,
      ]
    : [];
}

function timeTable({ times }: TaskResult): string {
  const x = (value: number) => value.toFixed(2);
  const best = (runtime: 'own' | 'onnxruntime-node' | 'onnxruntime-web', batch: 'batch1' | 'batch64') =>
    bestTime(times, 'dense', runtime, batch);
  const of = (batch: 'batch1' | 'batch64') => {
    const rows = times.map((each) => [
      `${each.id}, ${each.runtime}${each.runtime === 'own' ? '' : ` ${each.form}`}`,
      each[batch].p20Us.toFixed(1),
      each[batch].medianUs.toFixed(1),
      x(each[batch].p20Us / best('onnxruntime-web', batch)),
      x(each[batch].p20Us / best('onnxruntime-node', batch)),
      x(each[batch].p20Us / best('own', batch)),
      each.accuracy === null ? '' : percent(each.accuracy),
    ]);
    const head = ['', 'us p20', 'us median', '/ort-web best', '/ort-node best', '/own dense', 'test %'];
    return `Batch ${batch.slice(5)}: us a sample, times against the dense network on each runtime\n${table(head, rows)}`;
  };
  return `${of('batch1')}\n\n${of('batch64')}`;
}

function memoryTable({ networks, resident, denseMemory }: TaskResult): string {
  const rows = networks.map(({ id, memory: { batch1, batch64 } }) => {
    const process = resident.find(({ name }) => name === id || name === `own ${id}`);
    return [
      id,
      ...[batch1.weights, batch1.embeddings, batch1.tables, batch1.activations, batch1.total].map(kB),
      `${(100 * (1 - batch1.total / denseMemory.batch1)).toFixed(1)}%`,
      kB(batch64.total),
      `${(100 * (1 - batch64.total / denseMemory.batch64)).toFixed(1)}%`,
      process ? kB(process.bytes) : '',
    ];
  });
  for (const { name, bytes } of resident.filter((each) => each.name.startsWith('onnxruntime'))) {
    rows.push([name, ...Array.from({ length: 8 }, () => ''), kB(bytes)]);
  }
  return [
    'Memory in kB: with this level and sparser ones loaded, less than dense fp32 (its embeddings in float32),',
    'and what the network adds to the resident memory of a process at batch 1',
    table(
      ['', 'weights', 'embed.', 'tables', 'activ.', 'batch 1', 'less', 'batch 64', 'less', 'process'],
      rows,
    ),
  ].join('\n');
}

function claimLines({ claim, owed, tolerancePoints, networks }: TaskResult): string {
  const dense = networks.find(({ kind }) => kind === 'dense')!;
  const accuracy = `Dense network: ${percent(dense.accuracy.mean)}%, owed ${owed.accuracy}%`;
  if (!claim) {
    return `${accuracy}\nNo level is eligible for ${tolerancePoints} points below dense on validation: nothing is claimed of a level.`;
  }
  return [accuracy, ...claimed(claim, owed, tolerancePoints)].join('\n');
}

function claimed(claim: Claim, owed: TaskResult['owed'], tolerance: number): string[] {
  const saved = (what: string, { batch1, batch64 }: Saved, target: number | null) =>
    `  ${what.padEnd(44)} ${batch1.toFixed(1)}% (batch 1), ${batch64.toFixed(1)}% (batch 64)${target === null ? '' : `; owed ${target}%`}`;
  return [
    `Sparsest level eligible for ${tolerance} points below dense on validation: ${claim.level}. On test within ${tolerance}: of the dense network ${yes(claim.withinDense)}, of level 0 ${yes(claim.withinLevel0)}`,
    saved('less time than onnxruntime-web, its best', claim.timeLess.web, owed.timeLessWeb),
    saved('less time than onnxruntime-node, its best', claim.timeLess.node, owed.timeLessNode),
    saved('less time than onnxruntime-node fp32', claim.timeLess.nodeFp32, null),
    saved('less time than own dense', claim.timeLess.own, null),
    saved('less memory, capped at the level', claim.memoryLess, owed.memoryLess),
    ...(claim.memoryLessByEmbeddings.batch1 > 0
      ? [saved('  of that by embeddings in bytes', claim.memoryLessByEmbeddings, null)]
      : []),
    `  ${'fewer multiply-accumulates'.padEnd(44)} ${claim.operationsLess.toFixed(1)}%${owed.operationsLess === null ? '' : `; owed ${owed.operationsLess}%`}`,
  ];
}

function adaptiveTable(result: TaskResult): string {
  const { adaptive, gateUs, networks } = result;
  const stops = networks.filter(
    ({ kind, form }) => (kind === 'level' || kind === 'exit') && form === adaptive.form,
  );
  const levels = stops.filter(({ kind }) => kind === 'level');
  const memoryOf = (level: number) => levels[level]!.memory.batch1.total;
  const without = stops.filter(({ id }) =>
    adaptive.rows.every(({ level, within: tolerance }) => level !== id || tolerance !== null),
  );
  const none = `Adaptive: no cheaper cascade on validation, or beaten by a cheaper level or exit there: ${without.map(({ id }) => id).join(', ')}`;
  if (adaptive.rows.length === 0) return none;
  const rows = adaptive.rows.map((row) => {
    const saved = 100 * (1 - row.cascadeUs / row.levelUs);
    return [
      row.within === null ? row.level : `${row.level}, of the claim`,
      row.levelUs.toFixed(1),
      percent(row.accuracy.level),
      [...new Set(row.points.map(({ id }) => id))].join(' '),
      row.cascadeUs.toFixed(1),
      percent(row.accuracy.cascade),
      points(row.loss),
      points(row.lossDense),
      `${saved.toFixed(1)}%`,
      yes(saved >= 15 && within(row.loss, 0)),
      `${(100 * row.otherStops).toFixed(1)}%`,
      kB(memoryOf(Math.min(...row.points.map(({ densest }) => densest)))),
    ];
  });
  const head = [
    'static point',
    'us',
    'test %',
    'cascades',
    'us',
    'test %',
    'lost against it',
    'against dense',
  ];
  return [
    `Adaptive, batch 1: means of ${adaptive.requests} test requests, executed in turns with the static point (a level, or an exit at one: L2e0); gate ${gateUs.toFixed(2)} us,`,
    'counted; levels, exits and thresholds chosen on validation, upper bound of the loss there at most 0.2 above what is allowed; "pays": 15% less',
    'time at a loss whose upper bound is at most 0.3; "other": requests that stopped elsewhere than in batches of 64;',
    'kB: memory at batch 1 with all levels of the cascade loaded (of the seed that needs most)',
    table([...head, 'less time', 'pays', 'other', 'kB'], rows),
    ...(without.length > 0 ? [none] : []),
    ...adaptive.dense.map(({ name, us }) => `  in the same turns, ${name}: ${us.toFixed(1)} us`),
    ...adaptiveClaim(result),
  ].join('\n');
}

/** The cascade within the tolerance of the dense network, beside dense networks in the same turns. */
function adaptiveClaim({ adaptive, tolerancePoints, owed }: TaskResult): string[] {
  const row = adaptive.rows.find(({ within: tolerance }) => tolerance !== null);
  if (!row) return [];
  const { lossDense: loss, cascadeUs, points: cascades } = row;
  const less = (runtime: string, target: number | null) => {
    const best = Math.min(
      ...adaptive.dense.filter(({ name }) => name.startsWith(runtime)).map(({ us }) => us),
    );
    const saved = 100 * (1 - cascadeUs / best);
    return `  less time than ${runtime}, its best: ${saved.toFixed(1)}%${target === null ? '' : `; owed ${target}%`}`;
  };
  return [
    `Cheapest cascade eligible for ${tolerancePoints} points below dense on validation: ${[...new Set(cascades.map(({ id }) => id))].join(' ')}, ${cascadeUs.toFixed(1)} us; on test ${points(loss)}, within ${tolerancePoints} ${yes(within(loss, tolerancePoints))}`,
    less('onnxruntime-web', owed.timeLessWeb),
    less('onnxruntime-node', owed.timeLessNode),
    less('own dense', null),
    ...(cascades.length > 1
      ? [
          `  by the costs of stops, on validation: ${cascades.map(({ seed, costUs }) => `seed ${seed} ${costUs.toFixed(1)} us`).join(', ')}`,
        ]
      : []),
  ];
}

function frontLines({ fronts }: TaskResult): string {
  const rows = fronts.map(({ level, batch, of, timeUs, accuracy, equalAccuracy, equalTime }) => {
    const less = equalTime ? 100 * (accuracy - equalTime.accuracy) : 0;
    return [
      `${level}, batch ${batch}, ${of === 'own' ? 'own kernels' : 'any runtime'}`,
      equalAccuracy
        ? `${equalAccuracy.name}: ${(equalAccuracy.timeUs / timeUs).toFixed(2)}x its time`
        : 'none is as accurate',
      equalAccuracy && equalAccuracy.timeUs <= timeUs ? 'dense' : 'ladder',
      equalTime
        ? `${equalTime.name}: ${Math.abs(less).toFixed(2)} points ${less > 0 ? 'less' : 'more'}`
        : 'none is as fast',
      equalTime && less <= 0 ? 'dense' : 'ladder',
    ];
  });
  return [
    'Against dense networks of all widths, by mean test accuracy and p20 time; "any runtime": also on onnxruntime-node in fp32',
    'and int8, whichever is faster (accuracy is that of fp32)',
    table(['level', 'dense network at its accuracy', 'wins', 'dense network in its time', 'wins'], rows),
  ].join('\n');
}
