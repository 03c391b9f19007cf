import type { InputPlan, LayerPlan, NetworkPlan } from './network-plan.ts';

/** Shape of a value of one sample, or of one token where `perToken`. */
export interface PlannedShape {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly perToken: boolean;
}

/** Shape of every value by name. @throws Error when a layer reads a value that nothing before it writes */
export function valueShapes(plan: NetworkPlan): ReadonlyMap<string, PlannedShape> {
  const shapes = new Map<string, PlannedShape>(plan.inputs.map((input) => [input.name, inputShape(input)]));
  for (const layer of plan.layers) {
    const read = (name: string): PlannedShape => {
      const shape = shapes.get(name);
      if (!shape) throw new Error(`layer ${layer.name} reads ${name}, which no layer before it writes`);
      return shape;
    };
    if (shapes.has(layer.name)) throw new Error(`two layers write ${layer.name}`);
    shapes.set(layer.name, layerShape(layer, read));
  }
  return shapes;
}

function inputShape(input: InputPlan): PlannedShape {
  if (input.kind === 'image')
    return { channels: 1, height: input.height, width: input.width, perToken: false };
  if (input.kind === 'features') return point(input.features, false);
  return point(0, true);
}

const point = (channels: number, perToken: boolean): PlannedShape => ({
  channels,
  height: 1,
  width: 1,
  perToken,
});

function layerShape(layer: LayerPlan, read: (name: string) => PlannedShape): PlannedShape {
  switch (layer.kind) {
    case 'convolution': {
      const { height, width } = read(layer.input);
      const side = (n: number) => Math.ceil(n / layer.stride);
      return { channels: layer.channels, height: side(height), width: side(width), perToken: false };
    }
    case 'linear':
      return point(layer.features, read(layer.input).perToken);
    case 'embedding':
      return point(layer.features, true);
    case 'attention':
      return read(layer.value);
    case 'global-mean':
    case 'mean-tokens':
    case 'max-tokens':
      return point(read(layer.inputs[0]!).channels, false);
    case 'fusion':
      return point(4 * read(layer.inputs[0]).channels, false);
    case 'batch-norm':
    case 'layer-norm':
    case 'dropout':
      return read(layer.input);
    default:
      return read(layer.inputs[0]!);
  }
}

/** Values that a layer reads. */
export function readsOf(layer: LayerPlan): readonly string[] {
  switch (layer.kind) {
    case 'batch-norm':
      return layer.residual ? [layer.input, layer.residual] : [layer.input];
    case 'attention':
      return [layer.query, layer.key, layer.value];
    case 'embedding':
      return layer.tables.map((table) => table.ids);
    case 'convolution':
    case 'linear':
    case 'layer-norm':
    case 'dropout':
      return [layer.input];
    default:
      return layer.inputs;
  }
}
