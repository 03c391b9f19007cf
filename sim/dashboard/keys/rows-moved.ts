import type { Action } from './keymap.ts';

/** By how many rows or lines an action moves, infinitely many to an end; null: it does not. @param page lines of a page */
export function rowsMoved(action: Action, page: number): number | null {
  switch (action) {
    case 'down':
      return 1;
    case 'up':
      return -1;
    case 'page-down':
      return page;
    case 'page-up':
      return -page;
    case 'first':
      return Number.NEGATIVE_INFINITY;
    case 'last':
      return Number.POSITIVE_INFINITY;
    default:
      return null;
  }
}
