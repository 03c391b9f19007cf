"""A bank with one counter: customers who are not served in time leave."""

import simpy

seed = 7


def draw(low, high):
    """A whole number from low to high: the same sequence in both languages."""
    global seed
    seed = seed * 16807 % 2147483647
    return low + seed % (high - low + 1)


def customer(env, name, counter):
    arrived = env.now
    print(f"{env.now:3} {name} arrives")
    patience = env.timeout(draw(8, 30))
    with counter.request() as request:
        fired = yield request | patience
        if request not in fired:
            print(f"{env.now:3} {name} leaves without being served")
            return
        print(f"{env.now:3} {name} waited {env.now - arrived}")
        yield env.timeout(draw(10, 20))
        print(f"{env.now:3} {name} is done")


def source(env, counter):
    for number in range(1, 8):
        env.process(customer(env, f"customer {number}", counter))
        yield env.timeout(draw(2, 14))


env = simpy.Environment()
counter = simpy.Resource(env, capacity=1)
env.process(source(env, counter))
env.run()
