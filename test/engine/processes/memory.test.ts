import { describe, expect, it } from 'vitest';
import { type ProcessGenerator, Resource, Simulation, Store } from '../../../sim/engine/index.ts';

describe('memory', () => {
  it('of a million processes, one after the other, is that of a few', () => {
    const sim = new Simulation();
    function* child(): ProcessGenerator {
      yield 1;
    }
    function* parent(): ProcessGenerator {
      for (let i = 0; i < 1e6; i++) yield i % 10 === 0 ? sim.timeout(0) : sim.process(child());
    }
    sim.process(parent());
    sim.run();
    expect(sim.now).toBe(9e5);
    expect(sim.slots).toBeLessThan(10);
  });

  it('of what has ended is not reached any more, though the simulation goes on', () => {
    const sim = new Simulation();
    const server = new Resource(sim);
    const store = new Store<{ cargo: number }>(sim);
    function* child(i: number): ProcessGenerator<object> {
      const cargo = { cargo: i };
      const request = server.request();
      yield request;
      yield store.put(cargo);
      yield sim.anyOf([store.get(), sim.event()]);
      yield sim.timeout(i % 3, cargo);
      server.release(request);
      return cargo;
    }
    const processes = Array.from({ length: 100 }, (_, i) => sim.process(child(i)));
    sim.run();
    for (const process of processes)
      expect([process.ok, process.generator, process.target]).toEqual([true, null, null]);
    sim.process(
      (function* (): ProcessGenerator {
        for (;;) yield 1;
      })(),
    );
    sim.run(sim.now + 10);
    const reached = new Set<object>();
    const search = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || reached.has(value)) return;
      reached.add(value);
      for (const key of Object.keys(value)) search((value as Record<string, unknown>)[key]);
    };
    for (const root of [sim, server, store]) search(root);
    expect(reached.size).toBeGreaterThan(10);
    expect([...reached].filter((value) => 'cargo' in value || 'flags' in value)).toEqual([
      // The endless one.
      expect.objectContaining({ isAlive: true }),
    ]);
  });
});
