import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Interrupt,
  Preempted,
  PreemptiveResource,
  type PriorityRequest,
  PriorityResource,
  type ProcessGenerator,
  Resource,
  Simulation,
} from '../../../sim/engine/index.ts';
import { engineCode } from './engine-code.ts';

const job = fc.record({
  at: fc.nat(60),
  hold: fc.nat(20),
  priority: fc.nat(3),
  preempt: fc.boolean(),
  patience: fc.option(fc.nat(15)),
});
const jobs = fc.array(job, { minLength: 1, maxLength: 40 });
const capacity = fc.integer({ min: 1, max: 3 });
const settings = { seed: 42, numRuns: 150 };

describe('a resource', () => {
  it('is never used beyond its capacity, never idle while somebody waits, and first come, first served', () => {
    fc.assert(
      fc.property(jobs, capacity, (list, units) => {
        const sim = new Simulation();
        const server = new Resource(sim, units, 'server');
        const grantedAt = new Map<number, number>();
        const left: number[] = [];
        function* customer(id: number): ProcessGenerator {
          const { at, hold, patience } = list[id]!;
          // The inspector looks between these times, when nothing is left to do.
          yield 10 * at;
          const request = server.request();
          try {
            if (patience === null) yield request;
            else if (!(yield sim.anyOf([request, sim.timeout(10 * patience)])).has(request)) {
              left.push(id);
              return;
            }
            grantedAt.set(id, sim.now);
            expect(server.count).toBeLessThanOrEqual(units);
            expect(server.users).toContain(request);
            yield 10 * hold;
          } finally {
            server.release(request);
          }
        }
        function* inspector(): ProcessGenerator {
          yield 5;
          for (let i = 0; i < 200; i++) {
            if (server.queue.length > 0) expect(server.count).toBe(units);
            yield 10;
          }
        }
        for (let id = 0; id < list.length; id++) sim.process(customer(id));
        sim.process(inspector());
        sim.run();
        const byArrival = list.map((_, id) => id).sort((a, b) => list[a]!.at - list[b]!.at || a - b);
        const times = byArrival.filter((id) => !left.includes(id)).map((id) => grantedAt.get(id)!);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(grantedAt.size + left.length).toBe(list.length);
        expect([server.count, server.queue.length, sim.environment.pending]).toEqual([0, 0, 0]);
      }),
      settings,
    );
  });

  it('with priorities serves the best that waits, and equals in the order of their coming', () => {
    fc.assert(
      fc.property(jobs, capacity, (list, units) => {
        const sim = new Simulation();
        const server = new PriorityResource(sim, units);
        const order = new Map<PriorityRequest, number>();
        function* customer({ at, hold, priority }: (typeof list)[number]): ProcessGenerator {
          yield at;
          const request = server.request(priority);
          order.set(request, order.size);
          const expected = [...server.queue].sort(
            (a, b) => a.priority - b.priority || order.get(a)! - order.get(b)!,
          );
          expect(server.queue).toEqual(expected);
          yield request;
          for (const other of server.queue) expect(request.priority).toBeLessThanOrEqual(other.priority);
          expect(request.usageSinceNs).toBe(sim.now);
          yield hold;
          server.release(request);
        }
        // One unit of time for what is granted at an instant: later comers of that instant may have better priorities.
        list.forEach((entry, i) => {
          sim.process(customer({ ...entry, at: 1000 * entry.at + i, hold: 1000 * entry.hold }));
        });
        sim.run();
        expect(order.size).toBe(list.length);
        expect(server.count).toBe(0);
      }),
      settings,
    );
  });

  it('with preemption takes units from worse users only, tells them, and gives them to the better', () => {
    fc.assert(
      fc.property(jobs, capacity, (list, units) => {
        const sim = new Simulation();
        const server = new PreemptiveResource(sim, units);
        let preemptions = 0;
        let interrupts = 0;
        function* customer({ at, hold, priority, preempt }: (typeof list)[number]): ProcessGenerator {
          yield at;
          const before = server.users;
          const request = server.request(priority, preempt);
          const lost = before.filter((user) => !server.users.includes(user));
          preemptions += lost.length;
          expect(lost.length).toBeLessThanOrEqual(1);
          for (const victim of lost) {
            expect(request.preempt).toBe(true);
            expect(victim.compare(request)).toBeGreaterThan(0);
            expect(server.users).toContain(request);
            for (const user of server.users) expect(user.compare(victim)).toBeLessThanOrEqual(0);
          }
          let left = hold;
          let since = sim.now;
          try {
            yield request;
            since = sim.now;
            while (left > 0) {
              yield left;
              left = 0;
            }
          } catch (error) {
            interrupts++;
            const { cause } = error as Interrupt;
            expect(cause).toBeInstanceOf(Preempted);
            expect((cause as Preempted).resource).toBe(server);
            expect((cause as Preempted).usageSinceNs).toBe(since);
            expect(server.users).not.toContain(request);
          } finally {
            expect(server.count).toBeLessThanOrEqual(units);
            server.release(request);
          }
        }
        for (const entry of list) sim.process(customer(entry));
        sim.run();
        expect(interrupts).toBe(preemptions);
        expect([server.count, server.queue.length]).toEqual([0, 0]);
      }),
      settings,
    );
  });

  it('tells who preempts', () => {
    const sim = new Simulation();
    const server = new PreemptiveResource(sim);
    const seen: unknown[] = [];
    function* user(priority: number): ProcessGenerator {
      const request = server.request(priority);
      try {
        yield request;
        yield 10;
      } catch (error) {
        const { by, usageSinceNs } = (error as Interrupt).cause as Preempted;
        seen.push([sim.now, by?.name, usageSinceNs]);
      }
      server.release(request);
    }
    function* later(): ProcessGenerator {
      yield 4;
      sim.process(user(1), 'urgent');
    }
    sim.process(user(2), 'patient');
    sim.process(later());
    sim.run();
    expect(seen).toEqual([[4, 'urgent', 0]]);
  });

  it('lists its users in the order of their grants', () => {
    const sim = new Simulation();
    const server = new Resource(sim, 3);
    const [a, b, c] = [server.request(), server.request(), server.request()];
    const d = server.request();
    server.release(a);
    expect(server.users).toEqual([b, c]);
    sim.run();
    expect(server.users).toEqual([b, c, d]);
    expect([server.count, server.queue]).toEqual([3, []]);
  });

  it('refuses impossible capacities', () => {
    const sim = new Simulation();
    for (const units of [0, -1, 1.5, Number.NaN])
      expect(engineCode(() => new Resource(sim, units, 'pump'))).toBe('E_ENGINE_RESOURCE');
    expect(() => new Resource(sim, 0, 'pump')).toThrow(
      'resource "pump" at 0 ns: capacity 0; give a whole number',
    );
    expect(new Resource(sim, Number.POSITIVE_INFINITY).request().triggered).toBe(true);
  });

  it('refuses to release what it did not grant, or twice, and goes on', () => {
    const sim = new Simulation();
    const server = new PriorityResource(sim, 1, 'server');
    const other = new PriorityResource(sim, 1, 'other');
    function* user(): ProcessGenerator {
      const request = server.request();
      yield request;
      expect(() => other.release(request)).toThrow(
        'resource "other" at 0 ns: release of a request of resource "server"',
      );
      expect(server.count).toBe(1);
      yield 5;
      expect(server.release(request)).toBe(0);
      expect(() => server.release(request)).toThrow(
        /"server" at 5 ns: release of a request that was released/,
      );
      expect([server.count, other.count]).toEqual([0, 0]);
      const cancelled = server.request();
      const waiting = server.request();
      yield cancelled;
      waiting.cancel();
      expect(engineCode(() => server.release(waiting))).toBe('E_ENGINE_RESOURCE');
      cancelled.cancel();
      expect(server.users).toEqual([cancelled]);
      expect(engineCode(() => server.request(Number.NaN))).toBe('E_ENGINE_RESOURCE');
      yield server.release(cancelled);
      const again = server.request();
      expect((yield again) === again).toBe(true);
      server.release(again);
    }
    const process = sim.process(user());
    sim.run();
    expect(process.ok).toBe(true);
  });

  it('refuses to let a process preempt itself, and goes on', () => {
    const sim = new Simulation();
    const server = new PreemptiveResource(sim, 1, 'server');
    function* user(): ProcessGenerator {
      const first = server.request(2);
      yield first;
      expect(engineCode(() => server.request(1))).toBe('E_ENGINE_INTERRUPT');
      expect([server.users, server.queue]).toEqual([[first], []]);
      yield server.release(first);
      yield server.request(1);
    }
    const process = sim.process(user());
    sim.run();
    expect(process.ok).toBe(true);
  });

  it('frees the unit of a process that ended without releasing, when a better one wants it', () => {
    const sim = new Simulation();
    const server = new PreemptiveResource(sim);
    function* careless(): ProcessGenerator {
      yield server.request(5);
    }
    function* better(): ProcessGenerator {
      yield 1;
      yield server.request(1);
    }
    sim.process(careless());
    const process = sim.process(better());
    sim.run();
    expect(process.ok).toBe(true);
  });

  it('serves those who wait for it when an interrupt takes one of them away', () => {
    const sim = new Simulation();
    const server = new Resource(sim);
    const seen: string[] = [];
    function* user(name: string): ProcessGenerator {
      const request = server.request();
      try {
        yield request;
        yield 10;
        seen.push(`${sim.now} ${name}`);
      } catch (error) {
        if (!(error instanceof Interrupt)) throw error;
        seen.push(`${sim.now} ${name} ${error.cause}`);
      } finally {
        server.release(request);
      }
    }
    sim.process(user('a'));
    const b = sim.process(user('b'));
    sim.process(user('c'));
    sim.run(3);
    b.interrupt('go home');
    sim.run();
    expect(seen).toEqual(['3 b go home', '10 a', '20 c']);
  });
});
