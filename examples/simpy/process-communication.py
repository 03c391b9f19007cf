"""One sender, two receivers, each with a pipe of its own; a slow receiver finds its messages late."""

import simpy

seed = 5


def draw(low, high):
    """A whole number from low to high: the same sequence in both languages."""
    global seed
    seed = seed * 16807 % 2147483647
    return low + seed % (high - low + 1)


class Broadcast:
    def __init__(self, env, capacity):
        self.env, self.capacity = env, capacity
        self.pipes = []

    def put(self, message):
        return self.env.all_of([pipe.put(message) for pipe in self.pipes])

    def open(self):
        self.pipes.append(simpy.Store(self.env, self.capacity))
        return self.pipes[-1]


def sender(env, broadcast):
    for number in range(8):
        yield env.timeout(draw(4, 8))
        asked = env.now
        yield broadcast.put((env.now, f"message {number}"))
        if env.now > asked:
            print(f"{env.now:3} the sender waited {env.now - asked} for room")


def receiver(env, name, pipe, pause):
    while True:
        sent, message = yield pipe.get()
        late = f", sent {env.now - sent} ago" if env.now > sent else ""
        print(f"{env.now:3} {name} gets {message}{late}")
        yield env.timeout(pause)


env = simpy.Environment()
broadcast = Broadcast(env, capacity=2)
env.process(receiver(env, "the quick one", broadcast.open(), 3))
env.process(receiver(env, "the slow one", broadcast.open(), 12))
env.process(sender(env, broadcast))
env.run(until=100)
