import { RecentMap } from './recent-map.ts';
import { WarmCell } from './warm-cell.ts';
import { openWarmTarget, type WarmTarget } from './warm-target.ts';
import type { WarmAnswer, WarmTask } from './warm-task.ts';

/** Targets and cells that stay; what neighbours drew they share. */
const mostTargets = 4;
const mostCells = 3;

interface StoredCell {
  readonly neighbours: string;
  readonly cell: WarmCell;
}

/** Cells that are kept between tasks; the ones longest unused go first. */
export class WarmStore {
  private generation = 0;
  private targets = new RecentMap<WarmTarget>(mostTargets);
  private cells = new RecentMap<StoredCell>(mostCells);

  /** @throws InputError, ModelError, RangeError: what the cell or its policies cannot be made of */
  async answer(task: WarmTask): Promise<WarmAnswer> {
    const cell = await this.cellOf(task);
    if (!cell) return { kind: 'unknown' };
    const { step } = task;
    switch (step.kind) {
      case 'describe':
        return { kind: 'describe', ...cell.describe(step.policies) };
      case 'simulate':
        cell.simulate(step.policy, step.repetitions);
        return { kind: 'simulate' };
      case 'references':
        cell.simulateReferences(step.repetitions);
        return { kind: 'references' };
      case 'row':
        return { kind: 'row', result: cell.row(step.policy, step.repetitions) };
      case 'whole':
        return { kind: 'whole', ...cell.whole(step.policies) };
    }
  }

  private async cellOf(task: WarmTask): Promise<WarmCell | null> {
    const { generation, open, neighbours, cell: key, input } = task;
    if (generation > this.generation) {
      this.generation = generation;
      this.targets = new RecentMap(mostTargets);
      this.cells = new RecentMap(mostCells);
    }
    const known = this.cells.get(key);
    if (known) return known.cell;
    if (!input) return null;
    let target = this.targets.get(open);
    if (!target) {
      target = await openWarmTarget(input);
      this.targets.set(open, target);
    }
    const neighbour = [...this.cells.values()].find((other) => other.neighbours === neighbours);
    const cell = new WarmCell(input, target, neighbour?.cell ?? null);
    this.cells.set(key, { neighbours, cell });
    return cell;
  }
}
