// Machines break down and wait for the one repairman, who does other work between and drops it for a repair.
import {
  Interrupt,
  type Preempted,
  PreemptiveResource,
  type Process,
  type ProcessGenerator,
  Simulation,
} from 'sparsewatt/engine';

const part = 10;
const repair = 30;
const otherWork = 40;
let seed = 4;

/** A whole number from low to high: the same sequence in both languages. */
function draw(low: number, high: number): number {
  seed = (seed * 16807) % 2147483647;
  return low + (seed % (high - low + 1));
}

const sim = new Simulation();
const repairman = new PreemptiveResource(sim, 1, 'repairman');
const say = (what: string) => console.log(`${String(sim.now).padStart(4)} ${what}`);

class Machine {
  parts = 0;
  broken = false;
  readonly name: string;
  readonly process: Process<void>;

  constructor(name: string) {
    this.name = name;
    this.process = sim.process(this.work(), name);
    sim.process(this.wearOut());
  }

  *work(): ProcessGenerator {
    for (;;) {
      let left = part;
      while (left > 0) {
        const start = sim.now;
        try {
          yield left;
          left = 0;
        } catch (interrupt) {
          if (!(interrupt instanceof Interrupt)) throw interrupt;
          left -= sim.now - start;
          this.broken = true;
          say(`${this.name} breaks: ${interrupt.cause}; ${left} left of its part`);
          const request = repairman.request(1);
          yield request;
          yield repair;
          repairman.release(request);
          this.broken = false;
          say(`${this.name} runs again`);
        }
      }
      this.parts++;
    }
  }

  *wearOut(): ProcessGenerator {
    for (;;) {
      yield draw(50, 150);
      if (!this.broken) this.process.interrupt('a belt');
    }
  }
}

function* doOtherWork(): ProcessGenerator {
  for (;;) {
    let left = otherWork;
    while (left > 0) {
      const request = repairman.request(2);
      yield request;
      const start = sim.now;
      try {
        yield left;
        left = 0;
        say('other work is done');
      } catch (interrupt) {
        if (!(interrupt instanceof Interrupt)) throw interrupt;
        left -= sim.now - start;
        const since = (interrupt.cause as Preempted).usageSinceNs;
        say(`other work since ${since} is dropped, ${left} left`);
      } finally {
        repairman.release(request);
      }
    }
  }
}

const machines = [0, 1, 2].map((number) => new Machine(`machine ${number}`));
sim.process(doOtherWork());
sim.run(400);
for (const { name, parts } of machines) console.log(`${name} made ${parts} parts`);
