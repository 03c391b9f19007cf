import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Environment } from '../../sim/engine/environment.ts';
import { type Process, Processes } from '../../sim/engine/processes.ts';
import { nobody, TypedResource } from '../../sim/engine/typed-resource.ts';

describe('processes and resources', () => {
  it('serve first come, first served, never beyond capacity', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(200), hold: fc.nat(50) }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        (jobs, capacity) => {
          const env = new Environment();
          const processes = new Processes(env);
          const server = new TypedResource('server', capacity);
          const started: number[] = [];
          let busy = 0;
          function* job(id: number, hold: number): Process {
            yield { acquire: server };
            started.push(id);
            expect(++busy).toBeLessThanOrEqual(capacity);
            yield hold;
            busy--;
            processes.release(server);
          }
          jobs.forEach((j, id) => {
            processes.start(job(id, j.hold), j.at);
          });
          env.run();
          const byArrival = jobs.map((_, id) => id).sort((a, b) => jobs[a]!.at - jobs[b]!.at || a - b);
          expect(started).toEqual(byArrival);
          expect(server.held).toBe(0);
          expect(env.pending).toBe(0);
        },
      ),
      { seed: 42, numRuns: 200 },
    );
  });

  it('let a lower priority number go first, and equals in order', () => {
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
    expect(() => new TypedResource('none', 0)).toThrow(/capacity 0/);
  });

  it('queue up as arithmetic says when arrivals outrun the server', () => {
    const env = new Environment();
    const processes = new Processes(env);
    const server = new TypedResource('server');
    let total = 0;
    const n = 2000;
    // Customer k arrives at 8k and waits k * (10 - 8).
    function* customer(): Process {
      const arrived = env.now;
      yield { acquire: server };
      yield 10;
      total += env.now - arrived;
      processes.release(server);
    }
    for (let k = 0; k < n; k++) processes.start(customer(), 8 * k);
    env.run();
    expect(total).toBe(n * 10 + (2 * n * (n - 1)) / 2);
  });
});
