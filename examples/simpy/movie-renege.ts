// A cinema with one counter and three films: who queues for a film that sells out goes home.
import { type ConditionValue, type ProcessGenerator, Resource, Simulation } from 'sparsewatt/engine';

let seed = 3;

/** A whole number from low to high: the same sequence in both languages. */
function draw(low: number, high: number): number {
  seed = (seed * 16807) % 2147483647;
  return low + (seed % (high - low + 1));
}

const sim = new Simulation();
const counter = new Resource(sim, 1, 'counter');
const films = ['Alien', 'Brazil', 'Casablanca'].map((name) => ({
  name,
  seats: 12,
  soldOut: sim.event(),
  soldOutAt: 0,
  gone: 0,
}));
type Film = (typeof films)[number];

function* moviegoer(film: Film, tickets: number): ProcessGenerator {
  const turn = counter.request();
  try {
    const fired: ConditionValue = yield sim.anyOf([turn, film.soldOut]);
    if (!fired.has(turn)) {
      film.gone++;
      return;
    }
    if (film.seats < tickets) {
      yield 1;
      return;
    }
    film.seats -= tickets;
    if (film.seats < 2 && !film.soldOut.triggered) {
      film.soldOut.succeed();
      film.soldOutAt = sim.now;
      film.seats = 0;
    }
    yield 2;
  } finally {
    counter.release(turn);
  }
}

function* crowd(): ProcessGenerator {
  for (;;) {
    yield draw(0, 2);
    const film = films[draw(0, 2)]!;
    if (film.seats > 0) sim.process(moviegoer(film, draw(1, 3)));
  }
}

sim.process(crowd());
sim.run(35);
for (const { name, seats, soldOut, soldOutAt, gone } of films) {
  if (soldOut.processed) console.log(`${name} sold out at ${soldOutAt}; ${gone} left the queue`);
  else console.log(`${name} has ${seats} seats left`);
}
