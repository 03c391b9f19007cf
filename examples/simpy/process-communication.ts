// One sender, two receivers, each with a pipe of its own; a slow receiver finds its messages late.
import { type Condition, type ProcessGenerator, Simulation, Store } from 'sparsewatt/engine';

let seed = 5;

/** A whole number from low to high: the same sequence in both languages. */
function draw(low: number, high: number): number {
  seed = (seed * 16807) % 2147483647;
  return low + (seed % (high - low + 1));
}

interface Message {
  readonly sent: number;
  readonly text: string;
}

const sim = new Simulation();
const say = (what: string) => console.log(`${String(sim.now).padStart(3)} ${what}`);

class Broadcast {
  readonly pipes: Store<Message>[] = [];

  put(message: Message): Condition {
    return sim.allOf(this.pipes.map((pipe) => pipe.put(message)));
  }

  open(): Store<Message> {
    const pipe = new Store<Message>(sim, 2, `pipe ${this.pipes.length}`);
    this.pipes.push(pipe);
    return pipe;
  }
}

function* sender(broadcast: Broadcast): ProcessGenerator {
  for (let number = 0; number < 8; number++) {
    yield draw(4, 8);
    const asked = sim.now;
    yield broadcast.put({ sent: sim.now, text: `message ${number}` });
    if (sim.now > asked) say(`the sender waited ${sim.now - asked} for room`);
  }
}

function* receiver(name: string, pipe: Store<Message>, pause: number): ProcessGenerator {
  for (;;) {
    const { sent, text }: Message = yield pipe.get();
    const late = sim.now > sent ? `, sent ${sim.now - sent} ago` : '';
    say(`${name} gets ${text}${late}`);
    yield pause;
  }
}

const broadcast = new Broadcast();
sim.process(receiver('the quick one', broadcast.open(), 3));
sim.process(receiver('the slow one', broadcast.open(), 12));
sim.process(sender(broadcast));
sim.run(100);
