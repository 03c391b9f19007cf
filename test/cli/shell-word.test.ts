import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { shellWord } from '../../sim/cli/shell-word.ts';

describe('shellWord', () => {
  it('gives a shell the word back, and leaves plain ones as they are', () => {
    const words = ['a b', "it's", '$HOME', '`id`', '"', '\\', '', 'x;y', '*', '~', 'ä', 'scenarios/a-1.yaml'];
    const told = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(shellWord).join(' ')}`], {
      encoding: 'utf8',
    });
    expect(told.split('\0').slice(0, -1)).toEqual(words);
    expect(shellWord('scenarios/a-1.yaml')).toBe('scenarios/a-1.yaml');
  });
});
