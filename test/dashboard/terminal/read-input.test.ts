import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { MouseEvent } from '../../../sim/dashboard/keys/mouse-event.ts';
import { readInput } from '../../../sim/dashboard/terminal/read-input.ts';

async function read(...chunks: string[]): Promise<{ keys: string[]; mouse: MouseEvent[] }> {
  const input = new PassThrough();
  const keys: string[] = [];
  const mouse: MouseEvent[] = [];
  const stop = readInput(
    input,
    (name) => keys.push(name),
    (event) => mouse.push(event),
  );
  for (const chunk of chunks) {
    input.write(chunk);
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
  stop();
  return { keys, mouse };
}

describe('input of a terminal', () => {
  it('gives keys one by one, however many come together', async () => {
    const { keys } = await read('jj\x1b[B\x1b[A\x1bOF\x1b[5~\x1b[Zé ', '\t\r\x7f\x03\x15');
    expect(keys).toEqual([
      ...['j', 'j', 'down', 'up', 'end', 'pageup', 'shift-tab', 'é', ' '],
      ...['tab', 'return', 'backspace', 'ctrl-c', 'ctrl-u'],
    ]);
  });

  it('tells Escape alone, and takes Alt with a key for both', async () => {
    expect((await read('\x1b', '\x1b1')).keys).toEqual(['escape', 'escape', '1']);
  });

  it('puts a report of the mouse together that comes in pieces', async () => {
    const { keys, mouse } = await read('a\x1b[<0;1', '2;', '3Mb\x1b[<', '65;1;1Mc');
    expect(keys).toEqual(['a', 'b', 'c']);
    expect(mouse).toEqual([
      { kind: 'click', column: 11, row: 2 },
      { kind: 'wheel-down', column: 0, row: 0 },
    ]);
  });

  it('tells clicks and the wheel from keys', async () => {
    const { keys, mouse } = await read('a\x1b[<0;12;3M\x1b[<0;12;3mb\x1b[<64;1;1M\x1b[<65;1;1M');
    expect(keys).toEqual(['a', 'b']);
    expect(mouse).toEqual([
      { kind: 'click', column: 11, row: 2 },
      { kind: 'wheel-up', column: 0, row: 0 },
      { kind: 'wheel-down', column: 0, row: 0 },
    ]);
  });
});
