import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../sim/package-root.ts';
import { InputError } from '../../../sim/schema/input-error.ts';
import { readTrainSpec } from '../../../sim/training/spec/read-train-spec.ts';

const folder = mkdtempSync(join(tmpdir(), 'spec-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, 'spec.yaml');

const right = `schemaVersion: 1
name: small
task: mnist
network:
  kind: residual
  stem: { channels: 4, kernel: 3, stride: 1 }
  blocks:
    - { channels: 8, stride: 2 }
method:
  kind: ladder
  levels: [0, 0.5, 0.9]
  start: 0.1
  end: 0.5
  freeze: 0.6
epochs: 1
batch: 64
optimiser: { kind: sgd, rate: 0.1 }
`;

function read(text: string) {
  writeFileSync(file, text);
  return readTrainSpec(file);
}

const shipped = join(packageRoot(), 'scenarios', 'training');

it.each(readdirSync(shipped))('the shipped description %s is read', (name) => {
  expect(readTrainSpec(join(shipped, name)).name).toBe(name.replace('.yaml', ''));
});

describe('a description of a training run', () => {
  it('fills in what is left out', () => {
    expect(read(right)).toMatchObject({
      ...{ seed: 1, width: 1, shards: 2, average: 0, patience: 0, labelSmoothing: 0 },
      method: { perStep: 2, sandwich: false, temperature: 1, everySteps: 50 },
      schedule: { kind: 'cosine', warmUp: 0.05, last: 0 },
      optimiser: { momentum: 0.9, weightDecay: 0 },
    });
  });

  const ladder = right.slice(right.indexOf('  kind: ladder'), right.indexOf('epochs'));
  it.each([
    ['a batch that shards cannot share', 'batch: 64', 'batch: 60', 16, 8, /60.*multiple of 16/],
    ['levels that do not rise', '0, 0.5, 0.9', '0, 0.9, 0.5', 11, 20, /0\.5; every level is sparser/],
    ['a first level that is not dense', '0, 0.5, 0.9', '0.1, 0.5', 11, 12, /is not 0/],
    ['a level that leaves nothing', '0.5, 0.9', '0.5, 1', 11, 20, /1/],
    [
      'more levels a step than there are',
      'start: 0.1',
      'perStep: 3\n  start: 0.1',
      12,
      12,
      /is 3; there are 2/,
    ],
    ['as many weights as levels', 'start: 0.1', 'weights: [1]\n  start: 0.1', 12, 12, /1 entries; 2 sparser/],
    ['weights of nothing', 'start: 0.1', 'weights: [0, 0]\n  start: 0.1', 12, 12, /all 0/],
    [
      'a ramp that ends before it starts',
      'start: 0.1',
      'start: 0.55',
      10,
      3,
      /start 0\.55, end 0\.5, freeze 0\.6/,
    ],
    ['an unknown key', 'epochs: 1', 'epochs: 1\nepoch: 2', 16, 1, /did you mean "epochs"/],
    ['an unknown key within', 'rate: 0.1', 'rate: 0.1, momentun: 1', 17, 36, /momentun/],
    ['a momentum that never fades', 'rate: 0.1', 'rate: 0.1, momentum: 1', 17, 46, /momentum/],
    ['an average that never moves', 'epochs: 1', 'epochs: 1\naverage: 1', 16, 10, /average/],
    ['an unknown task', 'task: mnist', 'task: minst', 3, 7, /did you mean "mnist"/],
    [
      'vectors of words for images',
      'epochs: 1',
      'start: { kind: word-vectors }\nepochs: 1',
      15,
      16,
      /residual networks read no texts/,
    ],
    ['a network of another kind', 'task: mnist', 'task: imdb', 5, 9, /imdb needs a network of kind encoder/],
    ['a width of half a block', 'channels: 8', 'channels: 6', 8, 19, /6; a multiple of 4/],
    ['a rate of nothing', 'rate: 0.1', 'rate: 0', 17, 31, /rate/],
    ['a sparsity of everything', ladder, '  kind: rigl\n  sparsity: 1\n', 11, 13, /sparsity/],
  ])('is refused with its place: %s', (_, from, to, line, column, message) => {
    expect(right).toContain(from);
    let thrown: unknown;
    try {
      read(right.replace(from, to));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InputError);
    const { issues } = thrown as InputError;
    expect((thrown as Error).message).toMatch(message);
    expect(issues.map((issue) => `${issue.line}:${issue.column}`)).toContain(`${line}:${column}`);
  });

  it('is refused with all faults at once', () => {
    const wrong = right.replace('batch: 64', 'batch: 60').replace('0, 0.5, 0.9', '0, 0.5, 0.5');
    expect(() => read(wrong)).toThrow(/:11:20 [\s\S]*:16:8 /);
  });
});
