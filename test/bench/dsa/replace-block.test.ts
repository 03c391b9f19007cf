import { describe, expect, it } from 'vitest';
import { replaceBlock } from '../../../bench/dsa/replace-block.ts';

const page = 'before\n<!-- begin a -->\nold\n<!-- end a -->\nafter <!-- begin b --><!-- end b -->';

describe('replaceBlock', () => {
  it('replaces what is between the marks and nothing else, as often as asked', () => {
    const once = replaceBlock(page, 'a', 'new $& text');
    expect(once).toBe(page.replace('\nold\n', () => '\n\n```\nnew $& text\n```\n\n'));
    expect(replaceBlock(once, 'a', 'new $& text')).toBe(once);
  });

  it('refuses a page without the marks', () => {
    expect(() => replaceBlock(page, 'c', 'new')).toThrow('no <!-- begin c --> followed by <!-- end c -->');
  });
});
