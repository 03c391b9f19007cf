import { describe, expect, it } from 'vitest';
import { coarseTag, coarseTags } from '../../../sim/data/text/coarse-tag.ts';
import { parseBrown } from '../../../sim/data/text/parse-brown.ts';

const name = (tag: string) => {
  const index = coarseTag(tag);
  return index === null ? null : coarseTags[index];
};

describe('coarseTag', () => {
  it.each([
    ['nn', 'NOUN'],
    ['np$-tl', 'NOUN'],
    ['nns-tl-hl', 'NOUN'],
    ['md*', 'VERB'],
    ['bedz', 'VERB'],
    ['ppss+bem', 'PRON'],
    ['ppss+ber-n', 'PRON'],
    ['pp$', 'DET'],
    ['pp$$', 'PRON'],
    ['wdt+ber+pp', 'DET'],
    ['*', 'ADV'],
    ['*-hl', 'ADV'],
    ['in', 'ADP'],
    ['cs', 'CONJ'],
    ['to', 'PRT'],
    ['---hl', '.'],
    ["''", '.'],
    ['fw-in+at-t', 'X'],
    ['FW-*', 'X'],
    ['NIL', 'X'],
    ['', null],
    ['nnx', null],
    ['-hl', null],
  ])('%s is %s', (tag, coarse) => expect(name(tag)).toBe(coarse));

  // Endings carry no part of speech, so they never change the class.
  it('does not depend on endings', () => {
    for (const base of ['nn', 'vbd', 'pp$', '*', '--', 'cs', 'uh'])
      for (const ending of ['-hl', '-tl', '-nc', '-tl-hl', '-tl-nc'])
        expect(name(base + ending)).toBe(name(base));
  });
});

describe('parseBrown', () => {
  it('takes the tag behind the last slash', () => {
    const [noun, verb, stop] = ['NOUN', 'VERB', '.'].map((tag) =>
      (coarseTags as readonly string[]).indexOf(tag),
    );
    expect(parseBrown('\n\n\tRuns/vbz 1/2/nn ./.\n\n\t//. \n', 'ca01')).toEqual([
      { words: ['Runs', '1/2', '.'], tags: [verb, noun, stop] },
      { words: ['/'], tags: [stop] },
    ]);
  });

  it.each(['word', 'word/', '/nn', 'word/xyz'])('says where %s stands', (token) => {
    expect(() => parseBrown(`a/at\n${token} ./.`, 'ca01')).toThrow(
      `ca01: line 2: "${token}"; a word, a slash and a tag of the Brown corpus are needed`,
    );
  });
});
