import { expect, it } from 'vitest';
import { EngineError } from '../../sim/engine/engine-error.ts';
import { Environment } from '../../sim/engine/environment.ts';
import { nobody, TypedResource } from '../../sim/engine/typed-resource.ts';

it('lets a lower priority number go first, and equals in order', () => {
  const resource = new TypedResource('bus');
  expect(resource.acquire(1)).toBe(true);
  for (const [user, priority] of [
    [2, 5],
    [3, 1],
    [4, 5],
    [5, 1],
  ] as const)
    expect(resource.acquire(user, priority)).toBe(false);
  expect(resource.waiting).toBe(4);
  expect([1, 2, 3, 4].map(() => resource.release())).toEqual([3, 5, 2, 4]);
  expect(resource.release()).toBe(nobody);
  expect(() => resource.release()).toThrow(/"bus": released more often/);
  expect(() => new TypedResource('none', 0)).toThrow(EngineError);
});

it('queues up as arithmetic says when arrivals outrun the server', () => {
  const env = new Environment();
  const server = new TypedResource('server');
  const arrivedAt = new Float64Array(2000);
  let total = 0;
  const arrive = env.kind('arrive', (_, id) => {
    arrivedAt[id] = env.now;
    if (server.acquire(id)) env.schedule(10, leave, 0, id);
  });
  const leave = env.kind('leave', (_, id) => {
    total += env.now - arrivedAt[id]!;
    const next = server.release();
    if (next >= 0) env.schedule(10, leave, 0, next);
  });
  // Customer k arrives at 8k and waits k * (10 - 8).
  for (let id = 0; id < 2000; id++) env.schedule(8 * id, arrive, 0, id);
  env.run();
  expect(total).toBe(2000 * 10 + 2000 * 1999);
});

it('lets others of lower number go first, and takes users out of its queue', () => {
  const resource = new TypedResource('unit');
  resource.acquire(0, 1);
  for (const [user, priority] of [
    [1, 1],
    [2, 1],
    [3, 0],
    [4, 0],
  ] as const)
    resource.acquire(user, priority);
  expect(resource.yieldTo(0, 1)).toBe(3);
  // Nobody of a lower number waits for 3.
  expect(resource.yieldTo(3, 0)).toBe(3);
  expect(resource.waiting).toBe(4);
  expect(resource.withdraw((user) => user === 1 || user === 4)).toEqual([1, 4]);
  expect([resource.release(), resource.release(), resource.release()]).toEqual([0, 2, nobody]);
});
