"""A cinema with one counter and three films: who queues for a film that sells out goes home."""

import simpy

FILMS, SEATS = ["Alien", "Brazil", "Casablanca"], 12
seed = 3


def draw(low, high):
    """A whole number from low to high: the same sequence in both languages."""
    global seed
    seed = seed * 16807 % 2147483647
    return low + seed % (high - low + 1)


class Cinema:
    def __init__(self, env):
        self.counter = simpy.Resource(env, capacity=1)
        self.seats = {film: SEATS for film in FILMS}
        self.sold_out = {film: env.event() for film in FILMS}
        self.sold_out_at = {}
        self.gone = {film: 0 for film in FILMS}


def moviegoer(env, film, tickets, cinema):
    with cinema.counter.request() as turn:
        fired = yield turn | cinema.sold_out[film]
        if turn not in fired:
            cinema.gone[film] += 1
            return
        if cinema.seats[film] < tickets:
            yield env.timeout(1)
            return
        cinema.seats[film] -= tickets
        if cinema.seats[film] < 2 and not cinema.sold_out[film].triggered:
            cinema.sold_out[film].succeed()
            cinema.sold_out_at[film] = env.now
            cinema.seats[film] = 0
        yield env.timeout(2)


def crowd(env, cinema):
    while True:
        yield env.timeout(draw(0, 2))
        film = FILMS[draw(0, 2)]
        if cinema.seats[film]:
            env.process(moviegoer(env, film, draw(1, 3), cinema))


env = simpy.Environment()
cinema = Cinema(env)
env.process(crowd(env, cinema))
env.run(until=35)
for film in FILMS:
    if cinema.sold_out[film].processed:
        at, gone = cinema.sold_out_at[film], cinema.gone[film]
        print(f"{film} sold out at {at}; {gone} left the queue")
    else:
        print(f"{film} has {cinema.seats[film]} seats left")
