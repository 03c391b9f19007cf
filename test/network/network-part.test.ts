import { describe, expect, it } from 'vitest';
import { benchmarkNetwork } from '../../sim/network/benchmarks/benchmark-network.ts';
import { cutPoints } from '../../sim/network/cut-points.ts';
import { denseWork } from '../../sim/network/dense-work.ts';
import { fusedGroups } from '../../sim/network/fused-groups.ts';
import { liveActivations } from '../../sim/network/live-activations.ts';
import type { Network } from '../../sim/network/network.ts';
import { networkPart } from '../../sim/network/network-part.ts';
import type { OperatingPoint } from '../../sim/sparsity/operating-point.ts';
import { pointOfPart } from '../../sim/sparsity/point-of-part.ts';
import { layerWork } from '../../sim/targets/layer-work.ts';
import { exitedResidual } from '../helpers/exited-graphs.ts';
import { onnxReference, type Values } from '../helpers/onnx-reference.ts';
import {
  randomIds,
  randomResidual,
  randomTagger,
  randomTransformer,
  randomValues,
} from '../helpers/random-graphs.ts';
import { randomLadderNetwork, randomNetwork } from '../helpers/tiny-network.ts';

const executed: readonly (readonly [string, Network])[] = [
  ['a chain', randomNetwork(3, 0.1)],
  ...[1, 2].map((seed) => [`residual ${seed}`, randomResidual(seed).network] as const),
  ['residual with exits', exitedResidual(4, 'own').network],
  ['transformer', randomTransformer(5).network],
  ['tagger', randomTagger(6).network],
];
const counted = ['resnet-50-v1.5', 'mobilenet-v2-0.35-96', 'mlperf-tiny-ic', 'mlperf-tiny-ad'].map(
  (id) => [id, benchmarkNetwork(id)] as const,
);

const inputsOf = ({ inputs, input }: Network): Record<string, Values> =>
  Object.fromEntries(
    (inputs ?? [input]).map(({ name, shape }) => {
      const count = shape.reduce((all, dim) => all * dim, 1);
      const ids = 'type' in (inputs?.[0] ?? {}) && inputs![0]!.type !== 'float32';
      const data = ids ? randomIds(1, [shape[1]!], shape[1]!) : randomValues(1, count);
      return [name, { shape, data: Float64Array.from(data) }];
    }),
  );

describe('the two parts of a network', () => {
  it.each(executed)('one after the other give what %s gives, with one tensor between them', (_, network) => {
    const count = fusedGroups(network).length;
    const inputs = inputsOf(network);
    const whole = onnxReference(network, inputs);
    for (const { after, value, values } of cutPoints(network)) {
      const head = networkPart(network, 0, after) as Network;
      const tail = networkPart(network, after, count) as Network;
      expect([head.output.name, tail.input.name]).toEqual([value, value]);
      const crossing = onnxReference(head, inputs).get(value)!;
      expect(crossing.data).toHaveLength(values);
      // Nothing but the crossing tensor and the constants: a value that is missing would throw.
      const rest = onnxReference(tail, { [value]: crossing });
      for (const { name } of network.outputs ?? [network.output])
        expect(rest.get(name), `${name} after ${value}`).toEqual(whole.get(name));
    }
  });

  it.each([...executed, ...counted])(
    'have the work and the live activations of %s between them',
    (_, network) => {
      const groups = fusedGroups(network);
      const works = denseWork(network);
      const live = liveActivations(network);
      for (const { after } of cutPoints(network)) {
        const [head, tail] = [networkPart(network, 0, after), networkPart(network, after, groups.length)];
        expect([...denseWork(head), ...denseWork(tail)].map(own)).toEqual(works.map(own));
        expect([...liveActivations(head), ...liveActivations(tail)]).toEqual(live);
        // Cost models remember by object.
        expect(networkPart(network, 0, after)).toBe(head);
      }
      expect(networkPart(network, 0, groups.length)).toBe(network);
    },
  );

  it('have the levels of a point between them', () => {
    const network = randomLadderNetwork(1, 0.2);
    const layers = network.ladder!.layers.length;
    const point: OperatingPoint = {
      id: 'mixed',
      levels: Array.from({ length: layers }, (_, i) => i),
      gates: new Array<null>(layers).fill(null),
    };
    const count = fusedGroups(network).length;
    for (const { after } of cutPoints(network)) {
      const work = [networkPart(network, 0, after), networkPart(network, after, count)].flatMap((part) =>
        layerWork(part, pointOfPart(network, part, point)),
      );
      const plain = ({ outcomeIndex: _, ...rest }: (typeof work)[number]) => rest;
      expect(work.map(plain)).toEqual(layerWork(network, point).map(plain));
    }
  });
});

/** Weights that both parts use are owned in both. */
const own = ({ sharesWeightsOf: _, ...work }: ReturnType<typeof denseWork>[number]) => work;

describe('cuts', () => {
  it('lie after every operator of a chain but the last', () => {
    const network = randomNetwork(1, 0.1);
    const groups = fusedGroups(network);
    expect(cutPoints(network).map(({ node }) => node)).toEqual(
      groups.slice(0, -1).map(({ main }) => main.name),
    );
  });

  it('lie between residual blocks, never in one', () => {
    for (const seed of [1, 2, 3]) {
      const { network } = randomResidual(seed);
      const groups = fusedGroups(network);
      const cuts = new Set(cutPoints(network).map(({ after }) => after));
      groups.forEach(({ output }, step) => {
        if (step === groups.length - 1) return;
        // Written at or before this operator and read behind it, the network's input included.
        const before = new Set([
          network.input.name,
          ...groups.slice(0, step + 1).map((group) => group.output),
        ]);
        const crossing = new Set(
          groups.slice(step + 1).flatMap(({ inputs }) => inputs.filter((v) => before.has(v))),
        );
        expect(cuts.has(step + 1), `${seed}: after ${output}`).toBe(crossing.size === 1);
      });
      expect(cuts.size).toBeGreaterThan(0);
      expect(cuts.size).toBeLessThan(groups.length - 1);
    }
  });

  it('do not lie behind an answer that is already there', () => {
    const { bare, network } = exitedResidual(4, 'one');
    const cuts = cutPoints(network);
    expect(cuts.length).toBeLessThan(cutPoints(bare).length);
    for (const { after } of cuts) {
      const { nodes } = networkPart(network, 0, after);
      const written = new Set(nodes.flatMap((node) => node.outputs));
      for (const { name } of network.outputs!) expect(written).not.toContain(name);
    }
  });

  it('a range that is none is refused with what there is', () => {
    const network = randomNetwork(1, 0.1);
    expect(() => networkPart(network, 2, 2)).toThrow(/operators 2 to 2 of .* which has \d+/);
  });
});
