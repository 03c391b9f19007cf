import { loadNetwork } from '../network/onnx/load-network.ts';
import { createExecutor } from './execute/create-executor.ts';
import { pointList, ungatedPoints } from './point-list.ts';
import { type DigitsName, samplesAt, type TableSplit } from './table-data.ts';

/** How another backend's answers compare with the reproducible WebAssembly kernels. */
export interface Agreement {
  readonly backend: string;
  readonly images: number;
  readonly points: readonly {
    readonly id: string;
    /** Share of images with the same top class. */
    readonly sameTopClass: number;
    /** Largest difference of any logit, and the largest logit it stands beside. */
    readonly largestLogitDifference: number;
    readonly largestLogit: number;
  }[];
}

export interface AgreementRequest {
  readonly modelFile: string;
  readonly backend: 'gpujs-cpu' | 'gpujs-webasm' | 'reference';
  /** Default 200: the first images of the split. */
  readonly images?: number;
  readonly data?: DigitsName;
  readonly split?: TableSplit;
  /** Ids of the points to execute; default: the densest and the sparsest ladder level, or `dense`. */
  readonly points?: readonly string[];
}

/**
 * Executes images through another backend and through the WebAssembly kernels and compares the outcomes.
 * @throws ModelError, or RangeError for an unknown point
 */
export async function agreementWith(request: AgreementRequest): Promise<Agreement> {
  const network = await loadNetwork(request.modelFile);
  const all = pointList(network);
  const ladder = ungatedPoints(all);
  const ids = request.points ?? [...new Set([ladder[0]!.id, ladder.at(-1)!.id])];
  const count = request.images ?? 200;
  const positions = Array.from({ length: count }, (_, i) => i);
  const { images } = samplesAt(request.data ?? 'degraded-mnist', request.split ?? 'test', positions);
  const ours = await createExecutor(network);
  const theirs = await createExecutor(network, { backend: request.backend });
  const points: Agreement['points'][number][] = [];
  for (const id of ids) {
    const point = all.find((candidate) => candidate.id === id);
    if (!point) throw new RangeError(`point '${id}'; known are ${all.map((p) => p.id).join(', ')}`);
    const a = await ours.run(images, count, point);
    const b = await theirs.run(images, count, point);
    let same = 0;
    for (let i = 0; i < count; i++) if (a.topClass[i] === b.topClass[i]) same++;
    let difference = 0;
    let largest = 0;
    for (let i = 0; i < a.logits.length; i++) {
      difference = Math.max(difference, Math.abs(a.logits[i]! - b.logits[i]!));
      largest = Math.max(largest, Math.abs(a.logits[i]!));
    }
    points.push({
      id,
      sameTopClass: same / count,
      largestLogitDifference: difference,
      largestLogit: largest,
    });
  }
  return { backend: request.backend, images: count, points };
}
