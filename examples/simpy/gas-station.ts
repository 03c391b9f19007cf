// A gas station: two pumps, one tank, and a tank truck that is called when the tank runs low.
import { Container, type ProcessGenerator, Resource, Simulation } from 'sparsewatt/engine';

const tankLitres = 200;
const lowLitres = 50;
const truckTakes = 60;
let seed = 11;

/** A whole number from low to high: the same sequence in both languages. */
function draw(low: number, high: number): number {
  seed = (seed * 16807) % 2147483647;
  return low + (seed % (high - low + 1));
}

const sim = new Simulation();
const pumps = new Resource(sim, 2, 'pumps');
const tank = new Container(sim, tankLitres, tankLitres, 'tank');
const say = (what: string) => console.log(`${String(sim.now).padStart(4)} ${what}`);

function* car(name: string): ProcessGenerator {
  const litres = draw(25, 45);
  say(`${name} arrives`);
  const start = sim.now;
  const request = pumps.request();
  yield request;
  yield tank.get(litres);
  yield Math.floor(litres / 2);
  say(`${name} has ${litres} litres after ${sim.now - start}`);
  pumps.release(request);
}

function* control(): ProcessGenerator {
  for (;;) {
    if (tank.level < lowLitres) {
      say(`the tank is at ${tank.level}, a truck is called`);
      yield sim.process(truck());
    }
    yield 10;
  }
}

function* truck(): ProcessGenerator {
  yield truckTakes;
  const amount = tank.capacity - tank.level;
  yield tank.put(amount);
  say(`the truck brought ${amount} litres`);
}

function* street(): ProcessGenerator {
  for (let number = 0; number < 9; number++) {
    yield draw(10, 40);
    sim.process(car(`car ${number}`));
  }
}

sim.process(control());
sim.process(street());
sim.run(400);
