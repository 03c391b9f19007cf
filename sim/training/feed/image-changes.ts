import type { RandomStream } from '../../engine/random/random-stream.ts';
import type { TrainSpec } from '../spec/train-schema.ts';

/** int32 of changes a sample, as `ImageInputOperator` reads them. */
export const changeFields = 7;

/**
 * Changes of one image: mirror, pixels down and right, then the blanked rectangle: top, left, height, width.
 * @param index of the sample's draws
 */
export function imageChanges(
  augment: TrainSpec['augment'],
  stream: RandomStream,
  index: number,
  height: number,
  width: number,
): number[] {
  const { flip, shift, eraseShare } = augment;
  const draw = (lane: number, bound: number) => Math.floor(stream.uniform53(index, lane) * bound);
  const erase = stream.uniform53(index, 5) < eraseShare ? augment.erase : 0;
  const span = (lane: number, size: number): [from: number, length: number] => {
    const start = draw(lane, size + 1) - (erase >> 1);
    const from = Math.max(0, start);
    return [from, Math.max(0, Math.min(size, start + erase) - from)];
  };
  const [top, rows] = span(3, height);
  const [left, columns] = span(4, width);
  const blank = erase ? [top, left, rows, columns] : [0, 0, 0, 0];
  return [flip ? draw(0, 2) : 0, draw(1, 2 * shift + 1) - shift, draw(2, 2 * shift + 1) - shift, ...blank];
}
