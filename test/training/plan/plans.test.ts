import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { encoderPlan } from '../../../sim/training/plan/encoder-plan.ts';
import type { NetworkPlan } from '../../../sim/training/plan/network-plan.ts';
import { perceptronPlan } from '../../../sim/training/plan/perceptron-plan.ts';
import { planMacs } from '../../../sim/training/plan/plan-macs.ts';
import { residualPlan } from '../../../sim/training/plan/residual-plan.ts';
import { scaleWidths } from '../../../sim/training/plan/scale-widths.ts';
import { readsOf, valueShapes } from '../../../sim/training/plan/value-shapes.ts';
import { trainSchema } from '../../../sim/training/spec/train-schema.ts';
import { smallNetwork } from '../synthetic.ts';

const encoder = { kind: 'encoder', features: 16, heads: 4, hidden: 32, layers: 2, dropout: 0.1 } as const;
const tables = [{ name: 'words', rows: 50 }];
const plans: Readonly<Record<string, NetworkPlan>> = {
  residual: residualPlan(smallNetwork, { height: 9, width: 8 }, 10),
  perceptron: perceptronPlan({ kind: 'perceptron', hidden: [12, 8] }, 7, 3),
  tokens: encoderPlan(encoder, tables, 24, 5, 'token'),
  sequences: encoderPlan(encoder, tables, 24, 5, 'sequence'),
  'no layers': encoderPlan({ ...encoder, layers: 0 }, tables, 24, 5, 'sequence'),
};

describe.each(Object.keys(plans))('the plan %s', (name) => {
  const plan = plans[name]!;

  it('reads only what was written before, and ends in one row a class', () => {
    const written = new Set(plan.inputs.map((input) => input.name));
    for (const layer of plan.layers) {
      for (const read of readsOf(layer)) expect(written, `${layer.name} reads ${read}`).toContain(read);
      written.add(layer.name);
    }
    expect(valueShapes(plan).get(plan.logits)!.channels).toBe(plan.classes);
  });

  it('keeps its last layer dense, and prunes whole blocks of four rows only', () => {
    for (const layer of plan.layers) {
      if (!('prunable' in layer)) continue;
      if (layer.name === plan.logits) expect(layer.prunable).toBe(false);
      if (layer.prunable) expect(valueShapes(plan).get(layer.name)!.channels % 4).toBe(0);
    }
  });
});

describe('shapes and work', () => {
  it('of a residual network are those of its convolutions, counted by hand', () => {
    const shapes = valueShapes(plans['residual']!);
    expect(shapes.get('stem')).toEqual({ channels: 4, height: 9, width: 8, perToken: false });
    expect(shapes.get('block1.conv1')).toEqual({ channels: 8, height: 5, width: 4, perToken: false });
    expect(shapes.get('block2.norm2')).toEqual({ channels: 8, height: 5, width: 4, perToken: false });
    expect(shapes.get('pool')).toEqual({ channels: 8, height: 1, width: 1, perToken: false });
    const macs = new Map(planMacs(plans['residual']!).map((layer) => [layer.name, layer]));
    expect([...macs.keys()]).toEqual([
      ...['stem', 'block1.shortcut', 'block1.conv1', 'block1.conv2', 'block2.conv1', 'block2.conv2', 'fc'],
    ]);
    expect(macs.get('stem')).toMatchObject({ weights: 36, macs: 36 * 72, prunable: false });
    expect(macs.get('block1.shortcut')).toMatchObject({ weights: 32, macs: 32 * 20, prunable: true });
    expect(macs.get('block1.conv1')).toMatchObject({ weights: 288, macs: 288 * 20 });
    expect(macs.get('block2.conv2')).toMatchObject({ weights: 576, macs: 576 * 20 });
    expect(macs.get('fc')).toMatchObject({ weights: 80, macs: 80, prunable: false });
  });

  it('of an encoder are per token, of its head per answer', () => {
    const perToken = (plan: NetworkPlan) => planMacs(plan).map((layer) => layer.perToken);
    expect(perToken(plans['tokens']!)).toEqual(new Array(13).fill(true));
    expect(perToken(plans['sequences']!)).toEqual([...new Array(12).fill(true), false]);
    expect(planMacs(plans['no layers']!).map(({ name }) => name)).toEqual(['head']);
    const sum = planMacs(plans['tokens']!).reduce((total, { macs }) => total + macs, 0);
    expect(sum).toBe(2 * (4 * 16 * 16 + 2 * 16 * 32) + 16 * 5);
  });

  it('of the network of the image task are those that its description states', () => {
    const text = readFileSync('scenarios/training/fashion-ladder.yaml', 'utf8');
    const { network } = trainSchema.parse(parse(text));
    if (network.kind !== 'residual') throw new Error(network.kind);
    const layers = planMacs(residualPlan(network, { height: 28, width: 28 }, 10));
    const sum = (key: 'macs' | 'weights') => layers.reduce((total, layer) => total + layer[key], 0);
    expect(text).toContain(
      `${(sum('macs') / 1e6).toFixed(1)} M multiply-accumulates, ${(sum('weights') / 1e3).toFixed(0)} thousand weights`,
    );
  });

  it('are refused where a layer reads what is not there, or a name stands twice', () => {
    const { inputs, layers, logits, classes } = plans['perceptron']!;
    const rest = { inputs, logits, classes };
    expect(() => valueShapes({ ...rest, layers: layers.slice(1) })).toThrow(/hidden1.norm reads hidden1/);
    expect(() => valueShapes({ ...rest, layers: [layers[0]!, layers[0]!] })).toThrow(/two layers write/);
  });
});

describe('scaleWidths', () => {
  it.each([0.25, 0.5, 0.6, 1.5])('keeps widths usable at %f', (width) => {
    const scaled = scaleWidths(encoder, width);
    if (scaled.kind !== 'encoder') throw new Error(scaled.kind);
    expect(scaled.features % (4 * scaled.heads)).toBe(0);
    expect([scaled.hidden % 4, scaled.heads, scaled.layers]).toEqual([0, 4, 2]);
    const image = scaleWidths(smallNetwork, width);
    if (image.kind !== 'residual') throw new Error(image.kind);
    for (const { channels } of image.blocks) expect([channels % 4, channels > 0]).toEqual([0, true]);
    expect(image.blocks.map(({ stride }) => stride)).toEqual([2, 1]);
  });

  it('leaves a network alone at 1', () => {
    expect(scaleWidths(smallNetwork, 1)).toEqual(smallNetwork);
  });
});
