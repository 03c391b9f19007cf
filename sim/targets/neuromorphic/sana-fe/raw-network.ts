import type { InputIssue } from '../../../schema/input-error.ts';

/** Makes the issue of one place of the file. */
export type At = (
  code: string,
  message: string,
  more?: Pick<InputIssue, 'allowed' | 'didYouMean' | 'hint'>,
) => InputIssue;

export type AttributeValue = number | boolean | string | readonly number[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** A network as SANA-FE's files say it, YAML or netlist, before it is checked against an architecture. */
export interface RawNetwork {
  readonly name: string;
  readonly groups: readonly RawGroup[];
  readonly edges: readonly RawEdge[];
  readonly hyperEdges: readonly RawHyperEdge[];
  readonly mappings: readonly RawMapping[];
}

export interface RawGroup {
  readonly name: string;
  readonly at: At;
  /** By neuron; neurons that say nothing of their own share one object. */
  readonly neurons: readonly Attributes[];
}

/** Indices of groups, and of neurons in them. */
export interface RawEdge {
  readonly from: number;
  readonly source: number;
  readonly to: number;
  readonly target: number;
  readonly weight: number;
  readonly delay: number;
}

export interface RawHyperEdge {
  readonly from: number;
  readonly to: number;
  readonly form: 'dense' | 'conv2d' | 'sparse';
  readonly weight: readonly number[];
  readonly delay: readonly number[];
  readonly pairs: readonly (readonly [number, number])[];
  readonly conv: ConvShape | null;
  readonly at: At;
}

/** Weights lie [kernel row][kernel column][input channel][kernel]. */
export interface ConvShape {
  readonly inputHeight: number;
  readonly inputWidth: number;
  readonly inputChannels: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly kernelCount: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
}

/** Neurons `from` … `to` of a group on one core; unit names where they are given. */
export interface RawMapping {
  readonly group: number;
  readonly from: number;
  readonly to: number;
  readonly tile: number;
  readonly core: number;
  readonly soma: string | null;
  readonly synapse: string | null;
  readonly dendrite: string | null;
  readonly at: At;
}
