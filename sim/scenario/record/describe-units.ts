import type { OutcomeTable } from '../../sparsity/outcome-table.ts';
import type { BuiltOption } from '../simulate/build-options.ts';
import { formOfUnit } from '../simulate/form-of-unit.ts';
import type { OpenedRecording } from './open-recording.ts';
import type { TargetUnit, UnitLayer } from './target-units.ts';

/** Simulates a run once more and says what its policy had the units do. */
export function describeUnits(opened: OpenedRecording): readonly TargetUnit[] {
  const { run, memories, options } = opened;
  const { passes, ledger } = run.run({});
  // Replicas are planned for as one unit: all that had power ran what was run.
  const isReplica = Boolean(run.system.replicas);
  const visits = (option: number, unit: number) =>
    isReplica
      ? ledger[unit]!.joules.some((joules) => joules > 0)
      : run.system.options[option]!.segments.some((segment) => segment.unit === unit);
  return run.system.units.map(({ name, powerStates }, unit) => {
    const ran = options
      .map((option, index) => ({ option, index, passes: passes[index]! }))
      .filter(({ index, passes: count }) => count > 0 && visits(index, unit))
      .sort((a, b) => b.passes - a.passes);
    // Its layers are not told apart by unit: they stand with the one that the option is planned for.
    const most = ran.find(({ option }) => isReplica || option.unit === name)?.option;
    return {
      name,
      states: powerStates,
      memories: memories.filter((memory) => isReplica || memory.unit === name),
      options: ran.map(({ option, passes: count }) => ({ id: option.id, passes: count })),
      layers: most ? layersOf(opened, most) : [],
      layersOf: most?.id ?? null,
      numericForm: most?.plan.numericForm ?? null,
    };
  });
}

function layersOf({ target, networks }: OpenedRecording, option: BuiltOption): readonly UnitLayer[] {
  const tabled = networks.find(({ id }) => id === option.network)!;
  const table = formOfUnit(target, option.unit, tabled).pair.test;
  const point = table.points.findIndex(({ id }) => id === option.point);
  return table.layers.map((name, layer) => {
    const macs = table.points.map((_, at) => meanAt(table, table.effectiveMacs, at, layer));
    const known = macs.filter((value) => value !== null);
    return {
      name,
      activeInputs: meanAt(table, table.activeInputs, point, layer),
      macs: macs[point] ?? null,
      mostMacs: known.length > 0 ? Math.max(...known) : null,
    };
  });
}

/** Mean over the samples of a count per layer; null where the table has none. */
function meanAt(
  { sampleCount, layers, points }: OutcomeTable,
  counts: ArrayLike<number>,
  point: number,
  layer: number,
): number | null {
  if (counts.length !== points.length * sampleCount * layers.length) return null;
  let sum = 0;
  for (let sample = 0; sample < sampleCount; sample++)
    sum += counts[(point * sampleCount + sample) * layers.length + layer]!;
  return sum / sampleCount;
}
