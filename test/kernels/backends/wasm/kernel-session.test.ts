import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type BlockLadder,
  blockMagnitudeOrder,
  FormatError,
  KernelSession,
  packBlockLadder,
  packSingleLevel,
  type SessionOptions,
} from '../../../../kernels/index.ts';
import { checkKernel } from '../../../../kernels/testing/index.ts';
import { seededValues } from '../../../../kernels/testing/seeded-values.ts';
import { sessionKernel, transposed } from '../../../helpers/session-kernel.ts';

const vector = (channels: number) => ({ channels, height: 1, width: 1 });

/** A ladder of four levels. */
function ladderOf(rows: number, cols: number, seed = 3): BlockLadder {
  const dense = { rows, cols, values: seededValues(seed, rows * cols, 'uniform') };
  const blocks = Math.ceil(rows / 4) * cols;
  return packBlockLadder(
    dense,
    blockMagnitudeOrder(dense),
    [1, 0.5, 0.2, 0.05].map((share) => Math.round(share * blocks)),
  );
}

describe.each<[string, SessionOptions]>([
  ['reproducible', { mode: 'reproducible' }],
  ['fast', { mode: 'fast' }],
  ['reproducible on two threads', { mode: 'reproducible', threads: 2, shareFrom: 0 }],
  ['fast on three threads', { mode: 'fast', threads: 3, shareFrom: 0 }],
])('a session, %s', (_name, options) => {
  let made: Awaited<ReturnType<typeof sessionKernel>>;
  beforeAll(async () => {
    made = await sessionKernel(options);
  });
  afterAll(() => made.close());

  test('obeys every law', async () => {
    const summary = await checkKernel(made.kernel, { seed: 42, numRuns: 25 });
    expect(summary.products).toEqual(['dense', 'ladder', 'csr', 'nm', 'tall', 'columns']);
  });
});

describe('reproducible mode', () => {
  test('gives the same bits on one thread and on several, at every level, for any shape', async () => {
    const sessions = [
      await KernelSession.open(),
      await KernelSession.open({ threads: 2, shareFrom: 0 }),
      await KernelSession.open({ threads: 3, shareFrom: 0 }),
    ];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 40 }),
        (rows, cols, n) => {
          const ladder = ladderOf(rows, cols);
          const outputs = sessions.map((session) => {
            const input = session.activation(vector(cols), n);
            input.write(seededValues(5, cols * n, 'adversarial'));
            const layer = session.layer({ weights: { format: 'block-ladder', matrix: ladder }, input });
            return [0, 1, 2, 3].map((level) => {
              layer.run(level);
              return new Uint32Array(layer.output.read().buffer);
            });
          });
          expect(outputs[1]).toEqual(outputs[0]);
          expect(outputs[2]).toEqual(outputs[0]);
        },
      ),
      { seed: 42, numRuns: 60 },
    );
    for (const session of sessions) await session.close();
  });
});

describe('levels of a session', () => {
  const [rows, cols, n] = [64, 96, 9];
  const x = transposed(seededValues(7, cols * n, 'uniform'), cols, n);
  const bits = (values: Float32Array) => [...new Uint32Array(values.buffer)];

  test.each([1, 2])('are given back and taken again without changing a bit (%i threads)', async (threads) => {
    const session = await KernelSession.open({ threads, shareFrom: 0 });
    const input = session.activation(vector(cols), n);
    input.write(x);
    const ladder = ladderOf(rows, cols);
    const first = session.layer({ weights: { format: 'block-ladder', matrix: ladder }, input });
    const second = session.layer({
      weights: {
        format: 'dense',
        matrix: { rows: 8, cols: rows, values: seededValues(9, 8 * rows, 'uniform') },
      },
      input: first.output,
      epilogue: { relu: true, bias: new Float32Array(8).fill(0.25) },
    });
    const run = (level: number) => {
      first.run(level);
      second.run();
      return [bits(first.output.read()), bits(second.output.read())];
    };
    const before = [0, 1, 2, 3].map(run);
    const [bytes, weights] = [session.memoryBytes, first.weightBytes];
    await session.release(2);
    expect(first.densest).toBe(2);
    expect(first.weightBytes).toBeLessThan(weights / 3);
    expect(session.memoryBytes).toBeLessThanOrEqual(bytes);
    expect([run(2), run(3)]).toEqual([before[2], before[3]]);
    expect(() => first.run(1)).toThrow('level 1 is not loaded; this ladder holds levels 2 to 3');
    session.admit(first, ladder);
    expect([0, 1, 2, 3].map(run)).toEqual(before);
    await session.close();
  });

  test('memory really shrinks', async () => {
    const session = await KernelSession.open();
    const input = session.activation(vector(1024), 8);
    const layer = session.layer({ weights: { format: 'block-ladder', matrix: ladderOf(1024, 1024) }, input });
    const before = session.memoryBytes;
    await session.release(3);
    expect(session.memoryBytes).toBeLessThan(before / 3);
    layer.run(3);
  });
});

describe('a session refuses', () => {
  const weights = { format: 'block-ladder', matrix: ladderOf(8, 8) } as const;

  test('sizes that do not fit', async () => {
    const session = await KernelSession.open();
    const input = session.activation(vector(9), 2);
    expect(() => session.layer({ weights, input })).toThrow(
      'the weights have 8 columns; the window has 9 elements',
    );
    expect(() => input.write(new Float32Array(17))).toThrow('17 values; 2 samples of 9 x 1 x 1 are 18');
    expect(() => session.activation(vector(0), 1)).toThrow('channels 0; a whole number of 1 or more');
    expect(() => session.activation(vector(2 ** 29), 8)).toThrow('pass the 4 GiB of a WebAssembly memory');
    const layer = session.layer({ weights, input: session.activation(vector(8), 1) });
    expect(() => layer.run(4)).toThrow('level 4 is not loaded; this ladder holds levels 0 to 3');
    expect(() => layer.run(0.5)).toThrow('level 0.5 is not loaded');
  });

  test('weights that are not what they should be', async () => {
    const session = await KernelSession.open();
    const input = session.activation(vector(8), 2);
    const broken = (change: (ladder: BlockLadder) => BlockLadder) => () =>
      session.layer({ weights: { format: 'block-ladder', matrix: change(ladderOf(8, 8)) }, input });
    expect(
      broken((ladder) => {
        ladder.segments[3]!.values[0] = Number.NaN;
        return ladder;
      }),
    ).toThrow(FormatError);
    expect(
      broken((ladder) => {
        ladder.segments[3]!.columns[0] = 8;
        return ladder;
      }),
    ).toThrow(FormatError);
    const layer = session.layer({
      weights: { format: 'dense', matrix: { rows: 1, cols: 8, values: new Float32Array(8) } },
      input,
    });
    expect(() => session.admit(layer, ladderOf(8, 8))).toThrow('no block ladder');
    expect(() => layer.run(1)).toThrow('level 1 of a layer without a ladder');
    expect(() =>
      session.layer({
        weights: { format: 'tall-block', matrix: { rows: 0, cols: 8, tall: rowsOf(0), short: rowsOf(0) } },
        input,
      }),
    ).toThrow();
    const other = session.layer({ weights, input });
    expect(() => session.admit(other, ladderOf(12, 8))).toThrow('a ladder of 12 x 8');
  });

  test('numbers of threads', async () => {
    for (const threads of [0, 1.5, 65, Number.NaN]) {
      await expect(KernelSession.open({ threads })).rejects.toThrow('a whole number from 1 to 64');
    }
  });
});

const rowsOf = (rows: number) => ({
  rowPointers: new Uint32Array(rows + 1),
  columns: new Uint32Array(0),
  values: new Float32Array(0),
});

test('the fast mode says what it found to pay here', async () => {
  const { dispatch, fault } = await KernelSession.open({ mode: 'fast' });
  expect(fault).toBeNull();
  expect(dispatch.denseFrom.panels).toBeGreaterThan(0);
  expect(dispatch.denseFrom.vector).toBeGreaterThan(0);
  expect((await KernelSession.open()).dispatch.denseFrom.panels).toBe(Number.POSITIVE_INFINITY);
});

test('a ladder dense enough gets a dense copy only where that was measured to be faster', async () => {
  const session = await KernelSession.open();
  const input = session.activation(vector(8), 8);
  const ladder = packSingleLevel({ rows: 8, cols: 8, values: seededValues(1, 64, 'uniform') });
  const layer = session.layer({ weights: { format: 'block-ladder', matrix: ladder }, input });
  expect(layer.weightBytes).toBe(64 * 4 + 16 * 4 + 3 * 4);
});
