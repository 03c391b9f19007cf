import { fashionMnist } from '../../data/image/fashion-mnist.ts';
import type { ImageSet } from '../../data/image/image-set.ts';
import { mnist } from '../../data/image/mnist.ts';
import type { Part } from '../../data/split/part.ts';
import { ImageFeed } from '../feed/image-feed.ts';
import type { TaskFeed } from '../feed/task-feed.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';
import { residualPlan } from '../plan/residual-plan.ts';
import { scaleWidths } from '../plan/scale-widths.ts';
import type { TrainSpec } from '../spec/train-schema.ts';

/** A task with its data, and the network that a description asks for on it. */
export interface OpenTask {
  readonly plan: NetworkPlan;
  readonly feed: TaskFeed;
}

/** @throws DataMissingError when the data are not there; Error when task and network do not belong together */
export function openTask(spec: TrainSpec): OpenTask {
  const network = scaleWidths(spec.network, spec.width);
  switch (spec.task) {
    case 'fashion-mnist':
    case 'mnist': {
      if (network.kind !== 'residual') throw unfit(spec, 'residual');
      const sets = images(spec.task === 'mnist' ? mnist : fashionMnist);
      const { height, width, classes } = sets.train;
      const feed = new ImageFeed(sets, spec.augment);
      return { plan: residualPlan(network, { height, width }, classes), feed };
    }
    default:
      throw new Error(`task ${spec.task} is not there yet`);
  }
}

function images(read: (part: Part) => ImageSet): Readonly<Record<Part, ImageSet>> {
  return { train: read('train'), validation: read('validation'), test: read('test') };
}

const unfit = (spec: TrainSpec, needed: string) =>
  new Error(`task ${spec.task} needs a network of kind ${needed}; ${spec.name} has ${spec.network.kind}`);
