// A carwash with two machines; some cars come together, the others one by one.
import { type ProcessGenerator, Resource, Simulation } from 'sparsewatt/engine';

let seed = 42;

/** A whole number from low to high: the same sequence in both languages. */
function draw(low: number, high: number): number {
  seed = (seed * 16807) % 2147483647;
  return low + (seed % (high - low + 1));
}

const sim = new Simulation();
const machine = new Resource(sim, 2, 'machine');
const say = (what: string) => console.log(`${String(sim.now).padStart(3)} ${what}`);

function* wash(car: string): ProcessGenerator {
  yield 5;
  say(`${draw(50, 99)}% of the dirt of ${car} is gone`);
}

function* car(name: string): ProcessGenerator {
  say(`${name} arrives, ${machine.queue.length} wait`);
  const request = machine.request();
  yield request;
  say(`${name} drives in`);
  yield sim.process(wash(name));
  say(`${name} leaves`);
  machine.release(request);
}

function* street(): ProcessGenerator {
  for (let number = 0; number < 4; number++) sim.process(car(`car ${number}`));
  for (let number = 4; number < 8; number++) {
    yield draw(3, 7);
    sim.process(car(`car ${number}`));
  }
}

sim.process(street());
sim.run(25);
