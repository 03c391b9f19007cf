import { parse } from 'yaml';
import { mostNeurons } from '../../../network/spiking/most-neurons.ts';
import { InputError, type InputIssue } from '../../../schema/input-error.ts';
import type {
  At,
  Attributes,
  AttributeValue,
  RawEdge,
  RawGroup,
  RawMapping,
  RawNetwork,
} from './raw-network.ts';

/** Most neurons of one group: a count in a broken file must not exhaust the memory. */

/**
 * Reads a netlist of SANA-FE: one record a line, `g` group, `n` neuron, `e` edge, `&` mapping. Groups are named by their
 * number.
 * @throws InputError with every fault, each with its line
 */
export function readNetlist(text: string, fileName: string): RawNetwork {
  const issues: InputIssue[] = [];
  const groups: { name: string; at: At; neurons: Attributes[] }[] = [];
  const edges: RawEdge[] = [];
  const mappings: RawMapping[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    const record = line.replace(/(^|\s)#.*$/, '').trim();
    if (record === '') return;
    const at: At = (code, message, more = {}) => ({
      file: fileName,
      line: index + 1,
      column: line.length - line.trimStart().length + 1,
      code,
      path: '',
      message,
      sourceLine: line.slice(0, 160),
      ...more,
    });
    const [, kind, rest] = /^(\S+)\s*(.*)$/.exec(record)!;
    if (kind === 'g') readGroup(rest!, at);
    else if (kind === 'n') readNeuron(rest!, at);
    else if (kind === 'e') readEdge(rest!, at);
    else if (kind === '&') readMapping(rest!, at);
    else issues.push(at('E_RECORD', `"${kind}" begins no record.`, { allowed: ['g', 'n', 'e', '&', '#'] }));
  });
  if (groups.length === 0 && issues.length === 0)
    issues.push({
      ...{ file: fileName, line: 0, column: 0, code: 'E_GROUP', path: '' },
      message: 'no group of neurons; a netlist has at least one.',
      hint: 'Write g and a number of neurons, then e for its edges.',
    });
  if (issues.length > 0) throw new InputError(issues);
  return { name: '', groups: groups as RawGroup[], edges, hyperEdges: [], mappings };

  function readGroup(rest: string, at: At): void {
    const match = /^(\d+)\s*(.*)$/.exec(rest);
    const size = Number(match?.[1]);
    if (!match || !(size <= mostNeurons)) {
      issues.push(at('E_GROUP', `a group needs its number of neurons, at most ${mostNeurons}.`));
      return;
    }
    const shared = attributesOf(match[2]!, at);
    groups.push({ name: String(groups.length), at, neurons: new Array<Attributes>(size).fill(shared) });
  }

  function readNeuron(rest: string, at: At): void {
    const match = /^(\d+)\.(\d+)\s*(.*)$/.exec(rest);
    const place = match && neuronOf(match[1]!, match[2]!, at);
    if (!match) issues.push(at('E_NEURON', 'a neuron is written group.neuron.'));
    if (!place) return;
    const { neurons } = groups[place[0]]!;
    neurons[place[1]] = { ...neurons[place[1]]!, ...attributesOf(match[3]!, at) };
  }

  function readEdge(rest: string, at: At): void {
    const match = /^(\d+)\.(\d+)\s*->\s*(\d+)\.(\d+)\s*(.*)$/.exec(rest);
    if (!match) {
      issues.push(at('E_EDGE', 'an edge is written group.neuron->group.neuron.'));
      return;
    }
    const source = neuronOf(match[1]!, match[2]!, at);
    const target = neuronOf(match[3]!, match[4]!, at);
    const own = attributesOf(match[5]!, at);
    for (const key of Object.keys(own))
      if (!['w', 'weight', 'delay'].includes(key))
        issues.push(
          at('E_UNKNOWN_KEY', `"${key}" of an edge is not simulated.`, { allowed: ['weight', 'w', 'delay'] }),
        );
    const [weight, delay] = [own['weight'] ?? own['w'] ?? 0, own['delay'] ?? 0];
    if (typeof weight !== 'number' || typeof delay !== 'number')
      issues.push(at('E_NUMBER', 'weight and delay of an edge must be finite numbers.'));
    else if (source && target)
      edges.push({ from: source[0], source: source[1], to: target[0], target: target[1], weight, delay });
  }

  function readMapping(rest: string, at: At): void {
    const match = /^(\d+)\.(\d+)\s*@\s*(\d+)\.(\d+)\s*$/.exec(rest);
    const place = match && neuronOf(match[1]!, match[2]!, at);
    if (!match) issues.push(at('E_MAPPING', 'a mapping is written group.neuron@tile.core.'));
    if (!place || !match) return;
    const [group, neuron] = place;
    const [tile, core] = [Number(match[3]), Number(match[4])];
    mappings.push({
      group,
      from: neuron,
      to: neuron,
      tile,
      core,
      soma: null,
      synapse: null,
      dendrite: null,
      at,
    });
  }

  function neuronOf(group: string, neuron: string, at: At): readonly [number, number] | null {
    const [g, n] = [Number(group), Number(neuron)];
    const found = groups[g];
    if (found && n < found.neurons.length) return [g, n];
    issues.push(
      at(
        'E_UNKNOWN_NEURON',
        found
          ? `${g}.${n} does not exist; group ${g} has ${found.neurons.length} neurons.`
          : `there is no group ${g}; ${groups.length} are defined up to here.`,
      ),
    );
    return null;
  }

  /** `key=value key=value`, or a mapping as YAML writes it on one line. */
  function attributesOf(rest: string, at: At): Attributes {
    const found: Record<string, AttributeValue> = {};
    if (/^[[{]/.test(rest)) {
      let value: unknown;
      try {
        value = parse(rest, { maxAliasCount: 0 });
      } catch (error) {
        issues.push(at('E_YAML', `${(error as Error).message.split('\n')[0]}.`));
        return found;
      }
      for (const part of Array.isArray(value) ? value : [value])
        for (const [key, one] of Object.entries((part ?? {}) as object)) keep(key, one);
      return found;
    }
    for (const token of rest.split(/\s+/)) {
      if (token === '') continue;
      const match = /^([^=]+)=(.*)$/.exec(token);
      if (match) keep(match[1]!, scalar(match[2]!));
      else {
        issues.push(
          at('E_ATTRIBUTE', `"${token.slice(0, 80)}" is no attribute; they are written key=value.`),
        );
        break;
      }
    }
    return found;

    function keep(key: string, value: unknown): void {
      const list = Array.isArray(value) && value.every((one) => typeof one === 'number');
      const plain = typeof value === 'boolean' || typeof value === 'string';
      if (list || plain || (typeof value === 'number' && Number.isFinite(value)))
        found[key] = value as AttributeValue;
      else
        issues.push(
          at('E_TYPE', `\`${key}\` must be a finite number, a text, true, false or a list of numbers.`),
        );
    }
  }
}

function scalar(text: string): AttributeValue | null {
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  if (text !== '' && !Number.isNaN(number)) return number;
  return /^[A-Za-z_][\w.[\]-]*$/.test(text) ? text : null;
}
