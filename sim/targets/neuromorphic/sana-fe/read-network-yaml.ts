import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { mostNeurons } from '../../../network/spiking/most-neurons.ts';
import { didYouMean } from '../../../schema/did-you-mean.ts';
import { InputError } from '../../../schema/input-error.ts';
import type {
  Attributes,
  AttributeValue,
  RawEdge,
  RawGroup,
  RawHyperEdge,
  RawMapping,
  RawNetwork,
} from './raw-network.ts';
import { readHyperEdge } from './read-hyper-edge.ts';
import { type Entry, YamlNodes } from './yaml-nodes.ts';

/** Most neurons of one group: a range in a broken file must not exhaust the memory. */

/**
 * Reads a network of SANA-FE (YAML) with its mappings.
 * @throws InputError with every fault of form, groups and neurons that do not exist among them
 */
export function readNetworkYaml(text: string, fileName: string): RawNetwork {
  return new Reader(new YamlNodes(text, fileName)).read();
}

class Reader {
  readonly #yaml: YamlNodes;
  readonly #groups: RawGroup[] = [];
  readonly #groupIndex = new Map<string, number>();

  constructor(yaml: YamlNodes) {
    this.#yaml = yaml;
  }

  read(): RawNetwork {
    const yaml = this.#yaml;
    const top = this.#named(yaml.root, ['network', 'mappings']);
    const network = this.#named(top.get('network')?.value, ['name', 'groups', 'edges']);
    for (const [map, key] of [
      [top, 'network'],
      [top, 'mappings'],
      [network, 'groups'],
    ] as const)
      if (!map.has(key)) yaml.report(yaml.at(yaml.root)('E_MISSING_KEY', `has no \`${key}\`.`));
    const list = (entry: Entry | undefined) => (entry ? yaml.items(entry.value, `\`${entry.key}\``) : []);
    for (const node of list(network.get('groups'))) this.#readGroup(node);
    const edges: RawEdge[] = [];
    const hyperEdges: RawHyperEdge[] = [];
    for (const entry of list(network.get('edges')).flatMap((node) => yaml.entries(node)))
      this.#readEdge(entry, edges, hyperEdges);
    const mappings = list(top.get('mappings'))
      .flatMap((node) => yaml.entries(node))
      .flatMap((entry) => this.#readMapping(entry));
    if (yaml.issues.length > 0) throw new InputError(yaml.issues);
    const name = network.get('name');
    return {
      name: name ? yaml.text(name.value) : '',
      groups: this.#groups,
      edges,
      hyperEdges,
      mappings,
    };
  }

  /** Entries by key; unknown and repeated keys are issues. */
  #named(node: Node | null | undefined, allowed: readonly string[]): Map<string, Entry> {
    const found = new Map<string, Entry>();
    for (const entry of this.#yaml.entries(node)) {
      const guess = didYouMean(entry.key, allowed);
      if (!allowed.includes(entry.key))
        this.#yaml.report(
          entry.at('E_UNKNOWN_KEY', `"${entry.key}" is not known here.`, {
            allowed,
            ...(guess ? { didYouMean: guess } : {}),
          }),
        );
      found.set(entry.key, entry);
    }
    return found;
  }

  #readGroup(node: Node): void {
    const yaml = this.#yaml;
    const fields = this.#named(node, ['name', 'attributes', 'neurons']);
    const at = yaml.at(node);
    const name = fields.has('name') ? yaml.text(fields.get('name')!.value) : '';
    if (name === '') yaml.report(at('E_MISSING_KEY', 'the group has no `name`.'));
    if (this.#groupIndex.has(name)) yaml.report(at('E_DUPLICATE', `the group "${name}" is there twice.`));
    const shared = this.#attributes(fields.get('attributes')?.value);
    const neurons: Attributes[] = [];
    const found: (readonly [from: number, to: number, own: Attributes, at: Entry['at']])[] = [];
    for (const item of yaml.items(fields.get('neurons')?.value, '`neurons` of a group')) {
      const given = isScalar(item)
        ? [{ key: yaml.text(item), value: null, at: yaml.at(item) }]
        : yaml.entries(item);
      for (const { key, value, at: place } of given) {
        const range = rangeOf(key);
        if (!range || range[1] >= mostNeurons)
          yaml.report(place('E_NEURON', `"${key}" is no neuron and no range such as 0..9.`));
        else found.push([...range, this.#attributes(value), place]);
      }
    }
    const size = found.reduce((sum, [from, to]) => sum + to - from + 1, 0);
    if (size > mostNeurons)
      yaml.report(at('E_NEURON', `a group has ${mostNeurons} neurons at most; this one ${size}.`));
    else for (let i = 0; i < size; i++) neurons.push(shared);
    for (const [from, to, own, place] of found) {
      // Neurons are numbered from 0 without gaps, so that their number is also that of the group.
      if (to >= neurons.length)
        yaml.report(place('E_NEURON', `neuron ${to} in a group of ${size}: numbers must have no gaps.`));
      else if (Object.keys(own).length > 0) {
        const merged = { ...shared, ...own };
        for (let i = from; i <= to; i++) neurons[i] = merged;
      }
    }
    this.#groupIndex.set(name, this.#groups.push({ name, at, neurons }) - 1);
  }

  #attributes(node: Node | null | undefined): Attributes {
    const result: Record<string, AttributeValue> = {};
    for (const { key, value, at } of this.#yaml.entries(node)) {
      // Sections for one unit; what they say goes to the same names.
      if (key === 'soma' || key === 'dendrite' || key === 'synapse')
        Object.assign(result, this.#attributes(value));
      else if (isSeq(value)) result[key] = this.#yaml.numbers(value, `\`${key}\``);
      else if (isScalar(value) && ['number', 'boolean', 'string'].includes(typeof value.value))
        result[key] = value.value as AttributeValue;
      else this.#yaml.report(at('E_TYPE', `\`${key}\` must be a number, a text, true, false or a list.`));
    }
    return result;
  }

  #readEdge(entry: Entry, edges: RawEdge[], hyperEdges: RawHyperEdge[]): void {
    const yaml = this.#yaml;
    const match = /^\s*([^\s.>-]+|[^\s.]+?)(?:\.(\d+))?\s*->\s*([^\s.]+?)(?:\.(\d+))?\s*$/.exec(entry.key);
    if (!match || (match[2] === undefined) !== (match[4] === undefined)) {
      yaml.report(
        entry.at('E_EDGE', `"${entry.key}" is no edge.`, {
          hint: 'Write group.neuron -> group.neuron, or group -> group with a `type`.',
        }),
      );
      return;
    }
    const [from, to] = [this.#groupOf(match[1]!, entry), this.#groupOf(match[3]!, entry)];
    if (from === null || to === null) return;
    if (match[2] === undefined) {
      const hyper = readHyperEdge(yaml, entry, from, to);
      if (hyper) hyperEdges.push(hyper);
      return;
    }
    const source = this.#neuronOf(from, Number(match[2]), entry);
    const target = this.#neuronOf(to, Number(match[4]), entry);
    const own = this.#attributes(entry.value);
    for (const key of Object.keys(own))
      if (!['w', 'weight', 'delay'].includes(key))
        yaml.report(
          entry.at('E_UNKNOWN_KEY', `"${key}" of an edge is not simulated.`, {
            allowed: ['weight', 'w', 'delay'],
          }),
        );
    const [weight, delay] = [own['weight'] ?? own['w'] ?? 0, own['delay'] ?? 0];
    if (typeof weight !== 'number' || typeof delay !== 'number' || !Number.isFinite(weight))
      yaml.report(entry.at('E_NUMBER', 'weight and delay of an edge must be finite numbers.'));
    else if (source !== null && target !== null) edges.push({ from, source, to, target, weight, delay });
  }

  #groupOf(name: string, entry: Entry): number | null {
    const index = this.#groupIndex.get(name);
    if (index !== undefined) return index;
    const known = [...this.#groupIndex.keys()];
    const guess = didYouMean(name, known);
    this.#yaml.report(
      entry.at('E_UNKNOWN_GROUP', `there is no group "${name}".`, {
        allowed: known,
        ...(guess ? { didYouMean: guess } : {}),
      }),
    );
    return null;
  }

  #neuronOf(group: number, neuron: number, entry: Entry): number | null {
    const { name, neurons } = this.#groups[group]!;
    if (neuron < neurons.length) return neuron;
    this.#yaml.report(
      entry.at(
        'E_UNKNOWN_NEURON',
        `${name}.${neuron} does not exist; "${name}" has ${neurons.length} neurons.`,
      ),
    );
    return null;
  }

  #readMapping(entry: Entry): RawMapping[] {
    const yaml = this.#yaml;
    const dot = entry.key.indexOf('.');
    const group = this.#groupOf(dot === -1 ? entry.key : entry.key.slice(0, dot), entry);
    if (group === null) return [];
    const range =
      dot === -1
        ? ([0, this.#groups[group]!.neurons.length - 1] as const)
        : rangeOf(entry.key.slice(dot + 1));
    if (!range) {
      yaml.report(entry.at('E_NEURON', `"${entry.key}" is no neuron and no range such as in.0..9.`));
      return [];
    }
    if (this.#neuronOf(group, range[1], entry) === null) return [];
    const fields = this.#named(isMap(entry.value) || isSeq(entry.value) ? entry.value : null, [
      'core',
      'soma',
      'dendrite',
      'synapse',
      'axon_in',
      'axon_out',
    ]);
    const place = fields.get('core');
    const core = place ? /^(\d+)\.(\d+)$/.exec(yaml.text(place.value)) : null;
    if (!core) {
      yaml.report(
        entry.at('E_CORE', 'the mapping must name a core as tile.core.', {
          hint: 'For example {core: 0.1}.',
        }),
      );
      return [];
    }
    const unit = (key: string) => (fields.has(key) ? yaml.text(fields.get(key)!.value) : null);
    return [
      {
        group,
        from: range[0],
        to: range[1],
        tile: Number(core[1]),
        core: Number(core[2]),
        soma: unit('soma'),
        synapse: unit('synapse'),
        dendrite: unit('dendrite'),
        at: entry.at,
      },
    ];
  }
}

/** `7` or `0..9`; null for anything else. */
function rangeOf(text: string): readonly [from: number, to: number] | null {
  const match = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(text.trim());
  if (!match) return null;
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  return to < from ? null : [from, to];
}
