import type { NetworkGraph } from '../network-graph.ts';
import { GraphBuilder } from './graph-builder.ts';

/** The CIFAR-10 network of the CMSIS-NN paper (arXiv 1801.06601, table 1): 24.7 million operations, 87 KB of weights. */
export function cmsisNnCifar10(name: string): NetworkGraph {
  const g = new GraphBuilder(name, { name: 'image', shape: [1, 3, 32, 32] });
  let x = 'image';
  for (const [i, out] of [32, 32, 64].entries()) {
    const conv = g.map(`relu${i}`, 'Relu', g.conv(`conv${i}`, x, { out, kernel: 5 }));
    x = g.maxPool(`pool${i}`, conv, { kernel: 3, stride: 2 });
  }
  return g.build(g.dense('fc', g.view('flat', x, [1, 1024]), 10));
}
