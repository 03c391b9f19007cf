"""Machines break down and wait for the one repairman, who does other work between and drops it for a repair."""

import simpy

PART, REPAIR, OTHER_WORK = 10, 30, 40
seed = 4


def draw(low, high):
    """A whole number from low to high: the same sequence in both languages."""
    global seed
    seed = seed * 16807 % 2147483647
    return low + seed % (high - low + 1)


class Machine:
    def __init__(self, env, name, repairman):
        self.env, self.name, self.repairman = env, name, repairman
        self.parts = 0
        self.broken = False
        self.process = env.process(self.work())
        env.process(self.wear_out())

    def work(self):
        env = self.env
        while True:
            left = PART
            while left:
                start = env.now
                try:
                    yield env.timeout(left)
                    left = 0
                except simpy.Interrupt as interrupt:
                    left -= env.now - start
                    self.broken = True
                    print(f"{env.now:4} {self.name} breaks: {interrupt.cause}; {left} left of its part")
                    with self.repairman.request(priority=1) as request:
                        yield request
                        yield env.timeout(REPAIR)
                    self.broken = False
                    print(f"{env.now:4} {self.name} runs again")
            self.parts += 1

    def wear_out(self):
        while True:
            yield self.env.timeout(draw(50, 150))
            if not self.broken:
                self.process.interrupt("a belt")


def other_work(env, repairman):
    while True:
        left = OTHER_WORK
        while left:
            with repairman.request(priority=2) as request:
                yield request
                try:
                    start = env.now
                    yield env.timeout(left)
                    left = 0
                    print(f"{env.now:4} other work is done")
                except simpy.Interrupt as interrupt:
                    left -= env.now - start
                    since = interrupt.cause.usage_since
                    print(f"{env.now:4} other work since {since} is dropped, {left} left")


env = simpy.Environment()
repairman = simpy.PreemptiveResource(env, capacity=1)
machines = [Machine(env, f"machine {number}", repairman) for number in range(3)]
env.process(other_work(env, repairman))
env.run(until=400)
for machine in machines:
    print(f"{machine.name} made {machine.parts} parts")
