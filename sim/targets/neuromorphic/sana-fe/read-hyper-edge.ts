import { isScalar } from 'yaml';
import type { ConvShape, RawHyperEdge } from './raw-network.ts';
import type { Entry, YamlNodes } from './yaml-nodes.ts';

const shapeFields = {
  input_height: 'inputHeight',
  input_width: 'inputWidth',
  input_channels: 'inputChannels',
  kernel_height: 'kernelHeight',
  kernel_width: 'kernelWidth',
  kernel_count: 'kernelCount',
  stride_height: 'strideHeight',
  stride_width: 'strideWidth',
} as const;

const types = ['dense', 'conv2d', 'sparse'] as const;

/** Edges between whole groups: all to all, a convolution, or pairs. @returns null, with issues, where it is none */
export function readHyperEdge(yaml: YamlNodes, edge: Entry, from: number, to: number): RawHyperEdge | null {
  const shape: Record<string, number> = {};
  let form: RawHyperEdge['form'] | null = null;
  let weight: number[] = [];
  let delay: number[] = [];
  let pairs: (readonly [number, number])[] = [];
  const before = yaml.issues.length;
  const read = (entries: readonly Entry[]): void => {
    for (const { key, value, at } of entries) {
      if (key === 'type') form = types.find((type) => type === yaml.text(value)) ?? null;
      else if (Object.hasOwn(shapeFields, key)) {
        const n = isScalar(value) ? value.value : null;
        if (typeof n === 'number' && Number.isInteger(n) && n >= 1)
          shape[shapeFields[key as keyof typeof shapeFields]] = n;
        else yaml.report(at('E_NUMBER', `\`${key}\` must be a whole number, 1 or more.`));
      } else if (key === 'weight' || key === 'w') weight = yaml.numbers(value, '`weight`');
      else if (key === 'delay') delay = yaml.numbers(value, '`delay`');
      else if (key === 'synapse' || key === 'dendrite') read(yaml.entries(value));
      else if (key === 'source_target_pairs')
        pairs = yaml.items(value, '`source_target_pairs`').map((pair) => {
          const numbers = yaml.numbers(pair, 'pairs of neurons');
          if (numbers.length !== 2) yaml.report(yaml.at(pair)('E_TYPE', 'a pair must be [source, target].'));
          return [numbers[0] ?? 0, numbers[1] ?? 0] as const;
        });
      else
        yaml.report(
          at('E_UNKNOWN_KEY', `"${key}" of an edge is not simulated.`, {
            allowed: ['type', 'weight', 'delay', 'source_target_pairs', ...Object.keys(shapeFields)],
          }),
        );
    }
  };
  read(yaml.entries(edge.value));
  if (!form) yaml.report(edge.at('E_EDGE', 'edges between whole groups need a `type`.', { allowed: types }));
  const missing = Object.entries(shapeFields).filter(
    ([key, name]) => form === 'conv2d' && shape[name] === undefined && !key.startsWith('stride'),
  );
  for (const [key] of missing) yaml.report(edge.at('E_MISSING_KEY', `a conv2d needs \`${key}\`.`));
  if (yaml.issues.length > before || !form) return null;
  const conv =
    form === 'conv2d' ? ({ strideHeight: 1, strideWidth: 1, ...shape } as unknown as ConvShape) : null;
  return { from, to, form, weight, delay, pairs, conv, at: edge.at };
}
