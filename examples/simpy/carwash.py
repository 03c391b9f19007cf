"""A carwash with two machines; some cars come together, the others one by one."""

import simpy

seed = 42


def draw(low, high):
    """A whole number from low to high: the same sequence in both languages."""
    global seed
    seed = seed * 16807 % 2147483647
    return low + seed % (high - low + 1)


class Carwash:
    def __init__(self, env, machines):
        self.env = env
        self.machine = simpy.Resource(env, machines)

    def wash(self, car):
        yield self.env.timeout(5)
        print(f"{self.env.now:3} {draw(50, 99)}% of the dirt of {car} is gone")


def car(env, name, carwash):
    print(f"{env.now:3} {name} arrives, {len(carwash.machine.queue)} wait")
    with carwash.machine.request() as request:
        yield request
        print(f"{env.now:3} {name} drives in")
        yield env.process(carwash.wash(name))
        print(f"{env.now:3} {name} leaves")


def street(env, carwash):
    for number in range(4):
        env.process(car(env, f"car {number}", carwash))
    for number in range(4, 8):
        yield env.timeout(draw(3, 7))
        env.process(car(env, f"car {number}", carwash))


env = simpy.Environment()
env.process(street(env, Carwash(env, 2)))
env.run(until=25)
