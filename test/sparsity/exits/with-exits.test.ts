import { describe, expect, it } from 'vitest';
import type { Network } from '../../../sim/network/network.ts';
import { readOnnx } from '../../../sim/network/onnx/read-onnx.ts';
import { writeOnnx } from '../../../sim/network/onnx/write-onnx.ts';
import { GraphExecutor } from '../../../sim/sparsity/execute/graph/graph-executor.ts';
import { exitName, networkExits } from '../../../sim/sparsity/exits/exit-names.ts';
import { withoutExits } from '../../../sim/sparsity/exits/without-exits.ts';
import { type ExitedGraph, exited } from '../../helpers/exited-graphs.ts';
import { onnxReference } from '../../helpers/onnx-reference.ts';
import {
  levelCount,
  mostTokens,
  randomIds,
  randomResidual,
  randomTagger,
  randomTransformer,
  randomValues,
} from '../../helpers/random-graphs.ts';

const samples = 3;
/** The transformer with one answer a sequence. */
function sequenceGraph(seed: number): Network {
  const { network } = randomTransformer(seed);
  const outputs = network.outputs!.filter(({ name }) => name === 'late');
  return readOnnx(writeOnnx({ ...withoutExits({ ...network, outputs }), name: 'sequence' }), 'sequence');
}

describe('exits', () => {
  it('stand after the blocks of a residual network, where work is left', () => {
    const { exits } = exited(randomResidual(3).network, 'own');
    expect(exits.map(({ place }) => place.value)).toEqual(['stem.relu', 'one', 'two']);
    expect(exits.map(({ place }) => place.pooling)).toEqual(['pixels', 'pixels', 'pixels']);
    const rests = exits.map(({ place }) => place.rest);
    expect([...rests].sort((a, b) => b - a)).toEqual(rests);
  });

  it('stand after the embedding and the halves of the layers of an encoder', () => {
    const { exits } = exited(sequenceGraph(4), 'own');
    expect(exits.map(({ place }) => place.value)).toEqual([
      'x0',
      'layer0.sum1',
      'layer0.sum2',
      'layer1.sum1',
    ]);
    expect(exits.map(({ place }) => place.byLevel)).toEqual([false, true, true, true]);
    expect(exits.every(({ place }) => place.pooling === 'tokens' && place.ids === 'ids')).toBe(true);
  });

  it.each([
    ['pixels', randomResidual(3).network, 'own'],
    ['pixels', randomResidual(3).network, 'one'],
    ['means of tokens', sequenceGraph(4), 'own'],
    ['tokens', randomTagger(5).network, 'own'],
  ] as const)(
    'of %s answer with the head on the mean of the features, and leave the answer as it was',
    async (_, bare, heads) => {
      const graph = exited(bare, heads);
      const [before, after] = [
        await GraphExecutor.open(bare, { batch: 8 }),
        await GraphExecutor.open(graph.network, { batch: 8 }),
      ];
      const answer = bare.output.name;
      const feeds = feedsOf(bare);
      for (let level = 0; level < levelCount; level++) {
        const names = graph.exits.map(({ heads: list }, exit) =>
          exitName(exit, list.length === 1 ? null : level),
        );
        const run = after.begin(feeds, samples, { levels: level, outputs: [...names, answer] });
        const found = names.map((name) => run.until(name));
        expect(run.until(answer)).toEqual(before.run(feeds, samples, { levels: level })[answer]);
        if (level === 0) expectHeads(graph, found);
      }
    },
  );

  it('are found by their names, and go away without a trace', () => {
    const graph = exited(randomResidual(3).network, 'own');
    const { main, exits } = networkExits(graph.network);
    expect(main.name).toBe('logits');
    expect(exits.length).toBe(3 * levelCount);
    const again = withoutExits(graph.network);
    const bare = withoutExits(graph.bare);
    expect(again.nodes.map(({ name }) => name)).toEqual(bare.nodes.map(({ name }) => name));
    expect([...again.initialisers.keys()].sort()).toEqual([...bare.initialisers.keys()].sort());
    expect(again.outputs.map(({ name }) => name)).toEqual(['logits']);
  });
});

function feedsOf({ inputs }: Network) {
  return Object.fromEntries(
    inputs!.map(({ name, shape, type }) => [
      name,
      type === 'float32'
        ? randomValues(5, samples * shape.slice(1).reduce((a, b) => a * b, 1))
        : randomIds(6, [mostTokens, 7, 1], mostTokens),
    ]),
  );
}

/** Against float64 on the plain graph of level 0: the file itself. */
function expectHeads({ bare, exits }: ExitedGraph, found: readonly Float32Array[]): void {
  const inputs = Object.fromEntries(
    Object.entries(feedsOf(bare)).map(([name, data]) => {
      const { shape } = bare.inputs!.find((input) => input.name === name)!;
      return [name, { shape: [samples, ...shape.slice(1)], data: Float64Array.from(data) }];
    }),
  );
  const values = onnxReference(bare, inputs);
  const ids = inputs['ids']?.data;
  exits.forEach(({ place, heads }, exit) => {
    const { shape, data } = values.get(place.value)!;
    const { weight, bias } = heads[0]!;
    const at = (s: number, place_: number, f: number) =>
      place.pooling === 'pixels'
        ? data[(s * place.features + f) * (shape[2]! * shape[3]!) + place_]!
        : data[(s * mostTokens + place_) * place.features + f]!;
    const logits: number[] = [];
    const answer = (features: readonly number[]) => {
      for (let c = 0; c < bias.length; c++)
        logits.push(features.reduce((sum, x, f) => sum + x * weight[c * features.length + f]!, bias[c]!));
    };
    for (let s = 0; s < samples; s++) {
      const count = place.pooling === 'pixels' ? shape[2]! * shape[3]! : mostTokens;
      const real = Array.from({ length: count }, (_, i) => i).filter((i) => ids?.[s * mostTokens + i] !== 0);
      const features = (places: readonly number[]) =>
        Array.from({ length: place.features }, (_, f) =>
          places.reduce((sum, i) => sum + at(s, i, f) / places.length, 0),
        );
      if (!place.perToken) answer(features(real));
      else
        for (let t = 0; t < count; t++) {
          if (real.includes(t)) answer(features([t]));
          else logits.push(...bias.map(() => 0));
        }
    }
    expect(found[exit]!.length).toBe(logits.length);
    logits.forEach((value, i) => {
      expect(Math.abs(found[exit]![i]! - value)).toBeLessThan(2e-5 * Math.max(1, Math.abs(value)));
    });
  });
}
