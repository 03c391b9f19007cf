"""One run of SimPy in its idiomatic form: time|memory JOB ... (bench/engine/job.ts); prints one line of JSON.

Times are floats: whole numbers below 2**53 either way, and SimPy is 8% to 14% faster with floats than with ints.
"""

import array
import itertools
import json
import os
import sys
import time

SECOND = 1e9
MASK = 0xFFFFFFFF


class Check:
    """As checksum.ts."""

    def __init__(self):
        self.on = True
        self.sum = self.fold = self.events = 0

    def add(self, now, who):
        now = int(now)
        self.sum = (self.sum + now) & MASK
        self.fold = (self.fold * 31 + ((now & MASK) ^ (now >> 32) ^ who)) & MASK
        self.events += 1


def floats(path):
    values = array.array("d")
    with open(path, "rb") as file:
        values.frombytes(file.read())
    return values.tolist()


def hold(env, check, job):
    """A process for each pending event. Events are counted by SimPy's own counter of scheduled events."""
    draw = itertools.cycle(job.delays).__next__
    initial = iter(job.initial)

    def holder(who):
        timeout = env.timeout
        yield timeout(next(initial))
        while check.on:
            check.add(env.now, who)
            yield timeout(draw())
        while True:
            yield timeout(draw())

    for who in range(job.n):
        env.process(holder(who))
    return lambda: next(env._eid), lambda: 0


def timers(env, check, job):
    def timer(who, period):
        timeout = env.timeout
        yield timeout(period)
        while check.on:
            check.add(env.now, who)
            yield timeout(period)
        while True:
            yield timeout(period)

    for who in range(job.n):
        env.process(timer(who, (1 + who % job.periods) * SECOND))
    return lambda: next(env._eid), lambda: 0


def mm1(env, check, job):
    """A process for each customer, and a resource that is requested and released by `with`."""
    gaps = itertools.cycle(job.delays[0::2])
    services = itertools.cycle(job.delays[1::2])
    server = job.simpy.Resource(env)
    served = 0
    sojourn = 0.0

    def customer(service):
        nonlocal served, sojourn
        arrived = env.now
        with server.request() as request:
            yield request
            yield env.timeout(service)
        sojourn += env.now - arrived
        if check.on:
            check.add(env.now, served)
        served += 1

    def source():
        for gap, service in zip(gaps, services):
            yield env.timeout(gap)
            env.process(customer(service))

    env.process(source())
    return lambda: served, lambda: sojourn


def resident():
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None


class Job:
    def __init__(self, simpy, args):
        self.simpy = simpy
        self.kind = args[0]
        self.delays, self.initial = floats(args[1]), floats(args[2])
        self.n, self.periods = int(args[3]), int(args[4])
        self.check_until, self.time_from, self.time_until = map(float, args[5:8])


def main():
    import simpy

    mode, job = sys.argv[1], Job(simpy, sys.argv[2:])
    check = Check()
    check.on = mode != "memory"
    env = simpy.Environment(0.0)
    before = resident()
    events, sojourn = {"hold": hold, "timers": timers, "mm1": mm1}[job.kind](env, check, job)
    # SimPy stops before the events of the time it is given, the others after them; all times are whole.
    env.run(until=job.check_until + 0.5)
    if mode == "memory":
        after = resident()
        grown = None if before is None or after is None else after - before
        print(json.dumps({"held": None, "grown": None, "resident": grown}))
        return
    spent = sojourn()
    check.on = False
    if job.time_from > job.check_until:
        env.run(until=job.time_from + 0.5)
    first = events()
    start = time.process_time()
    env.run(until=job.time_until + 0.5)
    cpu = time.process_time() - start
    # The counter of scheduled events also counts the look at it and the event that ends a run.
    extra = 0 if job.kind == "mm1" else 2
    result = {
        "sum": check.sum,
        "fold": check.fold,
        "checkedEvents": check.events,
        "sojournNs": spent,
        "events": events() - first - extra,
        "cpuS": cpu,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
