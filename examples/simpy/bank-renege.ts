// A bank with one counter: customers who are not served in time leave.
import { type ConditionValue, type ProcessGenerator, Resource, Simulation } from 'sparsewatt/engine';

let seed = 7;

/** A whole number from low to high: the same sequence in both languages. */
function draw(low: number, high: number): number {
  seed = (seed * 16807) % 2147483647;
  return low + (seed % (high - low + 1));
}

const sim = new Simulation();
const counter = new Resource(sim, 1);
const say = (what: string) => console.log(`${String(sim.now).padStart(3)} ${what}`);

function* customer(name: string): ProcessGenerator {
  const arrived = sim.now;
  say(`${name} arrives`);
  const patience = sim.timeout(draw(8, 30));
  const request = counter.request();
  try {
    const fired: ConditionValue = yield sim.anyOf([request, patience]);
    if (!fired.has(request)) {
      say(`${name} leaves without being served`);
      return;
    }
    say(`${name} waited ${sim.now - arrived}`);
    yield draw(10, 20);
    say(`${name} is done`);
  } finally {
    counter.release(request);
  }
}

function* source(): ProcessGenerator {
  for (let number = 1; number < 8; number++) {
    sim.process(customer(`customer ${number}`));
    yield draw(2, 14);
  }
}

sim.process(source());
sim.run();
