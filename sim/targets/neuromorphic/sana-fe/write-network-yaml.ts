import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { ChipDesign } from '../chip/chip-design.ts';
import type { ChipPlacement } from '../chip/placement.ts';
import { groupNames } from './group-names.ts';
import type { Attributes, AttributeValue } from './raw-network.ts';
import type { TrainStimulus } from './train-stimulus.ts';
import { writeYamlEdges } from './write-yaml-edges.ts';
import { writtenAttributes } from './written-attributes.ts';

/** What a network file of SANA-FE says. */
export interface PlacedNetwork {
  readonly graph: SpikingGraph;
  readonly design: ChipDesign;
  readonly placement: ChipPlacement;
  /** What its input neurons send by themselves; null: nothing. */
  readonly stimulus: TrainStimulus | null;
}

/**
 * A placed network as a YAML file that SANA-FE reads, with the architecture of `writeArchitecture`: a group for each population, and
 * one line for neurons in a row that are alike, or that lie in a row on one core. What a step stands for and shapes of
 * populations that no convolution tells have no place there.
 * @param write takes the text piece by piece
 * @throws RangeError for what `writtenAttributes` and `writeYamlEdges` refuse, and for populations without neurons
 */
export function writeNetworkYaml(
  { graph, design, placement, stimulus }: PlacedNetwork,
  write: (text: string) => void,
): void {
  const { name, populations } = graph;
  const attributes = writtenAttributes(graph, design, placement);
  const trains = stimulus?.attributes() ?? new Map<number, Attributes>();
  const groups = groupNames(populations.map((population) => population.name));
  const first: number[] = [];
  let neurons = 0;
  write(`network:\n  name: ${JSON.stringify(name)}\n  groups:\n`);
  populations.forEach(({ name: population, size, neuron }, p) => {
    if (size === 0) throw new RangeError(`"${population}" has no neurons, and a group of SANA-FE has some`);
    const from = neurons;
    first.push(from);
    neurons += size;
    // An input neuron that says when it fires is one to readers that know no architecture; a rate of 0 is never.
    const said = (i: number): Attributes => ({
      ...(neuron.kind === 'input' ? (trains.get(from + i) ?? { rate: 0 }) : {}),
      ...attributes.own(p, i),
    });
    const common = commonOf(size, said);
    write(`    - name: ${JSON.stringify(groups[p])}\n`);
    write(`      attributes: ${flow({ ...attributes.shared(p), ...common })}\n      neurons:\n`);
    const own = (i: number) => {
      const rest = Object.entries(said(i)).filter(([key]) => !Object.hasOwn(common, key));
      return rest.length > 0 ? `: ${flow(Object.fromEntries(rest))}` : '';
    };
    writeRuns(size, own, (begin, end, words) => write(`        - ${range(begin, end)}${words}\n`));
  });
  writeYamlEdges(graph, groups, write);
  write('mappings:\n');
  // In the order in which cores update their neurons.
  const { order, core } = placement;
  const populationOf = new Uint32Array(neurons);
  populations.forEach(({ size }, p) => {
    populationOf.fill(p, first[p]!, first[p]! + size);
  });
  for (let i = 0; i < order.length; ) {
    const begin = order[i]!;
    const [p, c] = [populationOf[begin]!, core[begin]!];
    let end = begin;
    for (i++; order[i] === end + 1 && populationOf[end + 1] === p && core[end + 1] === c; i++) end++;
    const place = `${groups[p]}.${range(begin - first[p]!, end - first[p]!)}`;
    write(`  - ${JSON.stringify(place)}: {core: "${design.coreTile[c]}.${design.coreSlot[c]}"}\n`);
  }
}

const range = (begin: number, end: number): string => (begin === end ? `${begin}` : `${begin}..${end}`);

/** What all of them say alike. */
function commonOf(size: number, said: (i: number) => Attributes): Attributes {
  const common = new Map(Object.entries(said(0)));
  for (let i = 1; i < size && common.size > 0; i++) {
    const one = said(i);
    for (const [key, value] of common) if (!same(one[key], value)) common.delete(key);
  }
  return Object.fromEntries(common);
}

const same = (a: AttributeValue | undefined, b: AttributeValue): boolean =>
  typeof b === 'object' ? typeof a === 'object' && a.join() === b.join() : a === b;

function writeRuns(
  size: number,
  wordsOf: (i: number) => string,
  put: (begin: number, end: number, words: string) => void,
): void {
  let begin = 0;
  let words = wordsOf(0);
  for (let i = 1; i <= size; i++) {
    const next = i < size ? wordsOf(i) : null;
    if (next === words) continue;
    put(begin, i - 1, words);
    begin = i;
    words = next ?? '';
  }
}

const flow = (attributes: Attributes): string =>
  `{${Object.entries(attributes)
    .map(
      ([key, value]) =>
        `${key}: ${typeof value === 'object' ? `[${value.join(', ')}]` : JSON.stringify(value)}`,
    )
    .join(', ')}}`;
