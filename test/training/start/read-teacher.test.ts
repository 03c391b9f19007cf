import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { residualPlan } from '../../../sim/training/plan/residual-plan.ts';
import { train } from '../../../sim/training/run/train.ts';
import type { TrainSpec } from '../../../sim/training/spec/train-schema.ts';
import { readTeacher } from '../../../sim/training/start/read-teacher.ts';
import { classes, imageFeed, ladder, side, spec } from '../synthetic.ts';

const folder = mkdtempSync(join(tmpdir(), 'teacher-'));
afterAll(() => rmSync(folder, { recursive: true }));

const planOf = (network: TrainSpec['network']) =>
  residualPlan(network as Parameters<typeof residualPlan>[0], { height: side, width: side }, classes);
const taught = (name: string) =>
  spec({ seed: 3, method: { ...ladder, teacher: { folder: join(folder, name) } } });
const read = (name: string) => readTeacher(taught(name), { planOf });

/** A finished run in a folder, of a description with `rest`; `result` in place of what its result says. */
async function run(name: string, rest: object, result: object = {}) {
  const of = spec({ method: { kind: 'dense' }, epochs: 1, ...rest });
  const out = join(folder, name);
  const options = { spec: of, plan: planOf(of.network), feed: imageFeed(), out, now: () => 0 };
  const { session } = await train({ ...options, threads: 1, build: 'reproducible' });
  const averages = session.withResult(() =>
    session.model.trained().map((of) => [of.name, session.model.memory.view(of.values).slice()] as const),
  );
  await session.close();
  writeFileSync(join(out, 'result.json'), JSON.stringify({ ended: 'finished', spec: of, ...result }));
  return new Map(averages);
}

describe('a teacher', () => {
  it.each([
    ['without averages', {}],
    ['with averages', { average: 0.9 }],
    ['whose best evaluation is kept', { patience: 5 }],
  ])('has the weights of the result of its run, %s', async (name, rest) => {
    const result = await run(name, rest);
    const { arrays } = read(name)!;
    for (const [weights, values] of result) expect(arrays.get(weights), weights).toEqual(values);
  });

  it('is found by the seed of the run that learns', async () => {
    await run('wide-s3', { network: { ...spec().network, blocks: [{ channels: 16, stride: 2 }] } });
    expect(read('wide-s{seed}')!.plan.layers.length).toBeLessThan(planOf(spec().network).layers.length);
    expect(readTeacher(spec(), { planOf })).toBeNull();
  });

  it.each([
    [
      'of another task',
      {},
      { spec: spec({ task: 'fashion-mnist' }) },
      /is of task fashion-mnist; .* task mnist/,
    ],
    ['of a ladder', {}, { spec: spec() }, /is of method ladder; a teacher is dense/],
    ['that diverged', {}, { ended: 'diverged' }, /not the result of a run that finished/],
  ])('is refused where it is %s', async (name, rest, result, message) => {
    await run(name, rest, result);
    expect(() => read(name)).toThrow(message);
  });

  it('is refused where it is missing or no result', async () => {
    expect(() => read('nowhere')).toThrow(/nowhere\/result.json: is not there; train the teacher/);
    await run('torn', {});
    writeFileSync(join(folder, 'torn', 'result.json'), '{"ended": "fini');
    expect(() => read('torn')).toThrow(/not the result/);
  });

  it('may teach a dense control', () => {
    const teacher = { folder: join(folder, 'wide-s3'), share: 0.5 };
    expect(readTeacher(spec({ method: { kind: 'dense', teacher } }), { planOf })).not.toBeNull();
  });

  it('has to be given to a run that names one', async () => {
    const of = taught('nowhere');
    const options = { spec: of, plan: planOf(of.network), feed: imageFeed(), out: join(folder, 'alone') };
    await expect(train({ ...options, threads: 1, build: 'reproducible', now: () => 0 })).rejects.toThrow(
      /has a teacher; give it/,
    );
  });
});
