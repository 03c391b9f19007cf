import { drawnAnswers } from '../data/task/drawn-answers.ts';
import type { TaskName } from '../data/task/scenario-tasks.ts';
import type { Network } from '../network/network.ts';
import { describeWork, macLayers } from './describe-work.ts';
import type { TaskExecutor } from './execute/graph/task-executor.ts';
import type { OperatingPoint } from './operating-point.ts';
import type { OutcomeKey, OutcomeTable } from './outcome-table.ts';
import type { TableSplit } from './table-data.ts';

const mostInputs = 65_535;

/**
 * Asks a network some of a task's requests at every point: a part of an outcome table. Without gates what a layer does is
 * the level's; requests of fewer tokens than there is room for count in full, as engines of a fixed shape compute them.
 * @param which positions among the drawn answers, ascending
 * @throws RangeError for a layer with more inputs than tables hold, or as `TaskExecutor.run`
 */
export function executeAnswers(
  executor: TaskExecutor,
  network: Network,
  which: { readonly data: TaskName; readonly split: TableSplit; readonly positions: ArrayLike<number> },
  points: readonly OperatingPoint[],
  about: { readonly key: OutcomeKey; readonly network: string },
): OutcomeTable {
  const { data, split, positions } = which;
  const answers = drawnAnswers(data, split, positions);
  const { count, labels } = answers;
  const layers = macLayers(network);
  const works = points.map((point) => new Map(describeWork(network, point).map((work) => [work.node, work])));
  const cells = points.length * count;
  const table: OutcomeTable = {
    ...about,
    data: `${data}-${split}`,
    sampleCount: count,
    points,
    layers,
    labels,
    conditions: new Uint8Array(count),
    topClass: new Uint8Array(cells),
    confidence: new Uint16Array(cells),
    activeInputs: new Uint16Array(cells * layers.length),
    effectiveMacs: new Uint32Array(cells * layers.length),
  };
  points.forEach((point, p) => {
    const { topClass, confidence } = executor.run(answers, point);
    table.topClass.set(topClass, p * count);
    table.confidence.set(confidence, p * count);
    layers.forEach((node, l) => {
      const work = works[p]!.get(node);
      // It does not run at this point, and stays at 0.
      if (!work) return;
      const { inputValues, activeMacs } = work;
      if (inputValues > mostInputs) {
        throw new RangeError(
          `layer ${node} has ${inputValues} inputs; outcomes hold up to ${mostInputs} a layer`,
        );
      }
      for (let i = p * count; i < (p + 1) * count; i++) {
        table.activeInputs[i * layers.length + l] = inputValues;
        table.effectiveMacs[i * layers.length + l] = activeMacs;
      }
    });
  });
  return table;
}
