import { readFileSync } from 'node:fs';
import { InputError, type InputIssue } from '../../schema/input-error.ts';
import { parseYamlDocument } from '../../schema/parse-yaml.ts';
import { networkOf } from './network-of.ts';
import { type TrainSpec, trainSchema } from './train-schema.ts';

/**
 * Reads the description of a training run.
 * @throws InputError with every fault and its place; Error when the file cannot be read
 */
export function readTrainSpec(file: string): TrainSpec {
  const document = parseYamlDocument(trainSchema, readFileSync(file, 'utf8'), file);
  const spec = document.value;
  const issues: InputIssue[] = [];
  const refuse = (path: readonly PropertyKey[], message: string) => {
    issues.push(document.issueAt(path, 'E_VALUE', message));
  };
  if (spec.batch % (8 * spec.shards) !== 0)
    refuse(
      ['batch'],
      `is ${spec.batch}, which ${spec.shards} shards cannot share in groups of eight; a multiple of ${8 * spec.shards} is needed.`,
    );
  const { method } = spec;
  if (method.kind === 'ladder') {
    if (method.levels[0] !== 0)
      refuse(['method', 'levels', 0], 'is not 0; the first level is the dense one.');
    method.levels.forEach((sparsity, i) => {
      if (i > 0 && sparsity <= method.levels[i - 1]!)
        refuse(['method', 'levels', i], `is ${sparsity}; every level is sparser than the one before.`);
    });
    const others = method.levels.length - 1;
    if (method.perStep > others)
      refuse(['method', 'perStep'], `is ${method.perStep}; there are ${others} levels beside the densest.`);
    if (method.weights && method.weights.length !== others)
      refuse(
        ['method', 'weights'],
        `has ${method.weights.length} entries; ${others} sparser levels need one each.`,
      );
    if (method.weights?.every((weight) => weight === 0))
      refuse(['method', 'weights'], 'are all 0, so that no level could be drawn.');
  }
  if ('start' in method && !(method.start <= method.end && method.end <= method.freeze))
    refuse(
      ['method'],
      `has start ${method.start}, end ${method.end}, freeze ${method.freeze}; they follow one another.`,
    );
  if (spec.start?.kind === 'word-vectors' && spec.network.kind !== 'encoder')
    refuse(
      ['start', 'kind'],
      `is word-vectors; ${spec.network.kind} networks read no texts, so take run, or no start.`,
    );
  checkNetwork(spec, refuse);
  if (issues.length > 0) throw new InputError(issues);
  return spec;
}

type Refuse = (path: readonly PropertyKey[], message: string) => void;

/** Blocks are four rows high, so widths that are pruned are multiples of 4. */
function checkNetwork({ task, network }: TrainSpec, refuse: Refuse): void {
  const needed = networkOf[task];
  if (needed !== network.kind)
    refuse(['network', 'kind'], `is ${network.kind}; task ${task} needs a network of kind ${needed}.`);
  const fours = (path: readonly PropertyKey[], width: number) => {
    if (width % 4 !== 0) refuse(['network', ...path], `is ${width}; a multiple of 4 is needed.`);
  };
  const blocks = (image: { blocks: readonly { channels: number }[] }, ...path: string[]) => {
    image.blocks.forEach(({ channels }, i) => {
      fours([...path, 'blocks', i, 'channels'], channels);
    });
  };
  if (network.kind === 'residual') blocks(network);
  else if (network.kind === 'matcher') {
    blocks(network.image, 'image');
    fours(['features'], network.features);
    fours(['hidden'], network.hidden);
  } else if (network.kind === 'perceptron')
    network.hidden.forEach((width, i) => {
      fours(['hidden', i], width);
    });
  else {
    fours(['hidden'], network.hidden);
    if (network.features % (4 * network.heads) !== 0)
      refuse(
        ['network', 'features'],
        `is ${network.features}; a multiple of ${4 * network.heads} is needed, 4 for each of the ${network.heads} heads.`,
      );
  }
}
