import { WarmCell } from './warm-cell.ts';
import { openWarmTarget, type WarmTarget } from './warm-target.ts';
import type { WarmAnswer, WarmTask } from './warm-task.ts';

/** Targets and cells that stay; what neighbours drew they share. */
const mostTargets = 4;
const mostCells = 12;

interface StoredCell {
  readonly neighbours: string;
  readonly cell: WarmCell;
}

/** Cells that are kept between tasks; the ones longest unused go first. */
export class WarmStore {
  private readonly targets = new Map<string, WarmTarget>();
  private readonly cells = new Map<string, StoredCell>();

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

  private async cellOf({ open, neighbours, cell: key, input }: WarmTask): Promise<WarmCell | null> {
    const known = use(this.cells, key);
    if (known) return known.cell;
    if (!input) return null;
    let target = use(this.targets, open);
    if (!target) {
      target = await openWarmTarget(input);
      keep(this.targets, open, target, mostTargets);
    }
    const neighbour = [...this.cells.values()].find((other) => other.neighbours === neighbours);
    const cell = new WarmCell(input, target, neighbour?.cell ?? null);
    keep(this.cells, key, { neighbours, cell }, mostCells);
    return cell;
  }
}

/** Maps keep the order of insertion: what is used moves to the end. */
function use<T>(map: Map<string, T>, key: string): T | undefined {
  const found = map.get(key);
  if (found !== undefined) keep(map, key, found, Number.POSITIVE_INFINITY);
  return found;
}

function keep<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}
