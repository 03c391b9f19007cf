import { FormatError } from '../format-error.ts';
import { type Compressed, type CompressedWords, checkCompressed } from './check-compressed.ts';
import { checkDisjoint } from './check-disjoint.ts';
import { checkSides } from './check-sides.ts';

/** What all ladders have, whatever their segments are. */
export interface LadderOf<Segment> {
  readonly rows: number;
  readonly cols: number;
  readonly levels: number;
  readonly segments: readonly (Segment | null)[];
  readonly densest: number;
}

/** How one kind of segment is laid out. */
export interface SegmentView<Segment> {
  readonly owners: number;
  /** Indices are below it. */
  readonly limit: number;
  readonly words: CompressedWords;
  blocks(segment: Segment): Compressed;
  /** @throws FormatError */
  checkValues(segment: Segment, name: string): void;
}

/**
 * Checks levels, segments and that no block is in two levels.
 * @param view made after the sides have been checked
 * @throws FormatError
 */
export function checkLadder<Segment>(
  ladder: LadderOf<Segment>,
  view: SegmentView<Segment>,
  name: string,
): void {
  const { levels, segments, densest } = ladder;
  checkSides(ladder, name);
  if (!Number.isInteger(levels) || levels < 0) {
    throw new FormatError('shape', `${name}: levels is ${levels}; a whole number of 1 or more is needed`);
  }
  if (segments.length !== levels || levels === 0) {
    throw new FormatError(
      'length',
      `${name}: ${segments.length} segments for ${levels} levels; one a level is needed, and one level at least`,
    );
  }
  if (!Number.isInteger(densest) || densest < 0 || densest >= levels) {
    throw new FormatError('range', `${name}: densest level ${densest}; allowed are 0 to ${levels - 1}`);
  }
  const parts: Compressed[] = [];
  const labels: string[] = [];
  segments.forEach((segment, k) => {
    if ((segment === null) !== k < densest) {
      throw new FormatError(
        'length',
        `${name}: segment ${k} is ${segment ? 'loaded' : 'missing'}, but the densest loaded level is ${densest}`,
      );
    }
    if (!segment) return;
    const label = `segment ${k}`;
    checkCompressed(view.blocks(segment), view.owners, view.limit, view.words, `${name}, ${label}`);
    view.checkValues(segment, `${name}, ${label}`);
    parts.push(view.blocks(segment));
    labels.push(label);
  });
  checkDisjoint(parts, view.owners, labels, view.words, name);
}
