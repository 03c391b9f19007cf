import type { GraphBuilder } from './graph-builder.ts';

/** A value to detect on, with how many boxes every pixel of it proposes. */
export interface DetectionLevel {
  readonly value: string;
  readonly anchors: number;
}

/**
 * Puts the outputs of all levels into one value of [1, boxes, classes + 4]: what is left for the processor is to sort and
 * to suppress overlapping boxes.
 * @param heads values with `classes` and with 4 channels an anchor, for each level
 */
export function joinDetections(
  g: GraphBuilder,
  levels: readonly DetectionLevel[],
  heads: readonly { readonly scores: string; readonly boxes: string }[],
  classes: number,
): string {
  const rows = (value: string, anchors: number, width: number): string => {
    const [, , height, columns] = g.shape(value);
    return g.view(`${value}.rows`, value, [1, height! * columns! * anchors, width]);
  };
  const scores = heads.map((head, i) => rows(head.scores, levels[i]!.anchors, classes));
  const boxes = heads.map((head, i) => rows(head.boxes, levels[i]!.anchors, 4));
  return g.concat('detections', [g.concat('scores', scores, 1), g.concat('boxes', boxes, 1)], 2);
}
