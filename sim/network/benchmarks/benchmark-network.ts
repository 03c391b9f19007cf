import { editDistance } from '../../schema/edit-distance.ts';
import { InputError } from '../../schema/input-error.ts';
import type { NetworkGraph } from '../network-graph.ts';
import { benchmarkFamilies } from './benchmark-families.ts';
import { findBenchmark } from './find-benchmark.ts';

/** Ids of the published networks; `benchmarkNetwork` takes more of some families. */
export const benchmarkIds: readonly string[] = benchmarkFamilies.flatMap((family) => family.ids);

/**
 * A built-in network by id: operators and shapes, no weights. The same id gives the same object.
 * @throws InputError E_UNKNOWN_NETWORK with the nearest ids
 */
export function benchmarkNetwork(id: string): NetworkGraph {
  const network = findBenchmark(id);
  if (network) return network;
  throw unknownNetwork(id);
}

function unknownNetwork(id: string): InputError {
  // Someone who types a distinct part of a long id means that one, however many letters it lacks.
  const far = (candidate: string) => (id.length >= 3 && candidate.includes(id.toLowerCase()) ? 0 : 1000);
  const ranked = benchmarkIds
    .map((candidate) => ({ candidate, distance: editDistance(id, candidate) + far(candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const nearest = ranked.slice(0, 3).map(({ candidate }) => candidate);
  const family = benchmarkFamilies.find(({ ids }) => ids.includes(nearest[0]!));
  const form = family?.form ? ` Allowed there: ${family.form}.` : '';
  return new InputError([
    {
      file: '',
      line: 0,
      column: 0,
      code: 'E_UNKNOWN_NETWORK',
      path: '',
      message: `"${id}" is not a built-in network; the nearest are ${nearest.join(', ')}.${form}`,
      hint: '"sparsewatt networks list" lists all of them; the path of an .onnx file, ending so, is a network too.',
    },
  ]);
}
