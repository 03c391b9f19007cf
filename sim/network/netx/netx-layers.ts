/** A network in Lava's exchange format NetX (HDF5, `.net`), layer by layer as the file has it. */
export interface NetxNetwork {
  readonly layers: readonly NetxLayer[];
}

export type NetxLayer = NetxInput | NetxFlatten | NetxDense | NetxConv;

/** [x, y, z] in files; here [channels, height, width] as everywhere. */
type Shape = readonly [channels: number, height: number, width: number];

export interface NetxInput {
  readonly type: 'input';
  readonly shape: Shape;
  readonly neuron: NetxNeuron | null;
}

export interface NetxFlatten {
  readonly type: 'flatten';
}

export interface NetxDense {
  readonly type: 'dense';
  readonly neuron: NetxNeuron;
  readonly outputs: number;
  readonly inputs: number;
  /** [out][in]. */
  readonly weight: Float64Array;
  readonly bias: Float64Array | null;
  /** Steps by input neuron, or null. */
  readonly delay: Float64Array | null;
}

export interface NetxConv {
  readonly type: 'conv';
  readonly neuron: NetxNeuron;
  readonly shape: Shape;
  /** [out][in / groups][height][width]. */
  readonly weight: Float64Array;
  readonly weightShape: readonly [number, number, number, number];
  readonly stride: readonly [number, number];
  readonly padding: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly groups: number;
  readonly bias: Float64Array | null;
}

/** Loihi's fixed-point parameters: decays are of 4096, thresholds are multiplied by 64. */
export type NetxNeuron =
  | {
      readonly kind: 'cuba';
      readonly iDecay: number;
      readonly vDecay: number;
      readonly vThMant: number;
      readonly refDelay: number;
    }
  | { readonly kind: 'sdnn'; readonly vThMant: number; readonly sigmaOutput: boolean };
