import type { GraphBuilder } from './graph-builder.ts';

/** One block of MobileNet v2, v3 and EfficientNet. */
export interface InvertedResidualSpec {
  /** Channels between the pointwise convolutions; null where the block does not expand. */
  readonly expanded: number | null;
  readonly out: number;
  readonly kernel: number;
  readonly stride: number;
  /** Default `Clip`, a ReLU6. */
  readonly activation?: 'Relu' | 'Clip' | 'HardSwish';
  /** Channels in the middle of the squeeze-and-excite branch; none by default. */
  readonly squeezed?: number;
}

/** Expand, filter depthwise, gate by squeeze-and-excite where asked for, project; add the input where shapes agree. */
export function invertedResidual(
  g: GraphBuilder,
  name: string,
  x: string,
  spec: InvertedResidualSpec,
): string {
  const { expanded, out, kernel, stride, activation = 'Clip' } = spec;
  const act = (value: string) => g.map(`${value}.act`, activation, value);
  const wide = expanded === null ? x : act(g.conv(`${name}.expand`, x, { out: expanded, kernel: 1 }));
  let inner = act(g.depthwise(`${name}.dw`, wide, { kernel, stride }));
  if (spec.squeezed !== undefined) inner = squeezeExcite(g, `${name}.se`, inner, spec.squeezed);
  const projected = g.conv(`${name}.project`, inner, { out, kernel: 1 });
  const adds = stride === 1 && g.shape(x)[1] === out;
  return adds ? g.combine(`${name}.add`, 'Add', projected, x) : projected;
}

function squeezeExcite(g: GraphBuilder, name: string, x: string, squeezed: number): string {
  const mean = g.globalAveragePool(`${name}.pool`, x);
  const narrow = g.map(`${name}.relu`, 'Relu', g.conv(`${name}.reduce`, mean, { out: squeezed, kernel: 1 }));
  const wide = g.conv(`${name}.expand`, narrow, { out: g.shape(x)[1]!, kernel: 1 });
  return g.combine(`${name}.scale`, 'Mul', x, g.map(`${name}.gate`, 'HardSigmoid', wide));
}
