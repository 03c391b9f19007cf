"""A gas station: two pumps, one tank, and a tank truck that is called when the tank runs low."""

import simpy

TANK, LOW, TRUCK_TAKES = 200, 50, 60
seed = 11


def draw(low, high):
    """A whole number from low to high: the same sequence in both languages."""
    global seed
    seed = seed * 16807 % 2147483647
    return low + seed % (high - low + 1)


def car(env, name, pumps, tank):
    litres = draw(25, 45)
    print(f"{env.now:4} {name} arrives")
    with pumps.request() as request:
        start = env.now
        yield request
        yield tank.get(litres)
        yield env.timeout(litres // 2)
        print(f"{env.now:4} {name} has {litres} litres after {env.now - start}")


def control(env, tank):
    while True:
        if tank.level < LOW:
            print(f"{env.now:4} the tank is at {tank.level}, a truck is called")
            yield env.process(truck(env, tank))
        yield env.timeout(10)


def truck(env, tank):
    yield env.timeout(TRUCK_TAKES)
    amount = tank.capacity - tank.level
    yield tank.put(amount)
    print(f"{env.now:4} the truck brought {amount} litres")


def street(env, pumps, tank):
    for number in range(9):
        yield env.timeout(draw(10, 40))
        env.process(car(env, f"car {number}", pumps, tank))


env = simpy.Environment()
pumps = simpy.Resource(env, 2)
tank = simpy.Container(env, TANK, init=TANK)
env.process(control(env, tank))
env.process(street(env, pumps, tank))
env.run(until=400)
