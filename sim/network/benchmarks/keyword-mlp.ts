import type { NetworkGraph } from '../network-graph.ts';
import { GraphBuilder } from './graph-builder.ts';

/**
 * Keyword spotting 390-256-256-29 of Blouw et al. (arXiv 1812.01739), one frame of 390 features, and its scaling
 * series: `branches` parallel stacks of ten layers of 256 between the first and the last hidden layer.
 * @param branches 0 for the network that spots keywords
 */
export function keywordMlp(name: string, branches: number): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'frame', shape: [1, 390] });
  const layer = (node: string, x: string) => g.map(`${node}.relu`, 'Relu', g.dense(node, x, 256));
  const first = layer('fc0', 'frame');
  const ends = Array.from({ length: branches }, (_, branch) => {
    let x = first;
    for (let i = 0; i < 10; i++) x = layer(`branch${branch}.fc${i}`, x);
    return x;
  });
  const joined = branches === 0 ? first : branches === 1 ? ends[0]! : g.concat('joined', ends, 1);
  return g.build(g.dense('fc2', layer('fc1', joined), 29));
}
