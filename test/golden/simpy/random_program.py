"""Runs random programs (test/engine/processes/random-program.ts) in SimPy: a JSON list in, a list of lists of lines out.

Statement by statement what test/engine/processes/run-program.ts does.
"""

import json
import sys

import simpy

LIMIT = 40


class ModelError(Exception):
    """An error that a model makes on purpose."""


class Program:
    def __init__(self, program):
        self.program = program
        self.lines = []
        self.env = env = simpy.Environment()
        kinds = {
            "plain": simpy.Resource,
            "priority": simpy.PriorityResource,
            "preemptive": simpy.PreemptiveResource,
        }
        self.resources = [kinds[r["kind"]](env, r["capacity"]) for r in program["resources"]]
        shelves = {
            "plain": simpy.Store,
            "filter": simpy.FilterStore,
            "priority": simpy.resources.store.PriorityStore,
        }
        self.stores = [shelves[s["kind"]](env, s["capacity"]) for s in program["stores"]]
        self.containers = [simpy.Container(env, c["capacity"], c["initial"]) for c in program["containers"]]
        self.events = [env.event() for _ in range(program["events"])]
        self.processes = []
        self.names = {}
        self.put = 0

    def log(self, number, what):
        self.lines.append("%d p%d %s" % (self.env.now, number, what))

    def spawn(self, script):
        if len(self.processes) == LIMIT:
            return
        number = len(self.processes)
        process = self.env.process(self.body(number, self.program["scripts"][script]))
        self.processes.append(process)
        self.names[process] = "p%d" % number

    def term(self, term):
        kind = term["term"]
        if kind == "timeout":
            timeout = self.env.timeout(term["which"], term["which"])
            self.names[timeout] = "t%d" % term["which"]
            return timeout
        if kind == "event":
            number = term["which"] % len(self.events)
            self.names[self.events[number]] = "e%d" % number
            return self.events[number]
        if kind == "process":
            return self.processes[term["which"] % len(self.processes)]
        terms = [self.term(t) for t in term["of"]]
        return self.env.all_of(terms) if kind == "all" else self.env.any_of(terms)

    def show(self, fired):
        return " ".join("%s=%s" % (self.names[event], value) for event, value in fired.todict().items())

    def excuse(self, number, error):
        if isinstance(error, ModelError):
            self.log(number, "caught %s" % error)
        elif isinstance(error.cause, simpy.resources.resource.Preempted):
            by = self.names[error.cause.by]
            self.log(number, "preempted by %s since %d" % (by, error.cause.usage_since))
        else:
            self.log(number, "interrupted by %s" % error.cause)

    def hold(self, number, wish, again):
        try:
            return (yield wish)
        except simpy.Interrupt as error:
            if not again:
                raise
            self.excuse(number, error)
        return (yield wish)

    def perform(self, number, operation):
        env, op = self.env, operation["op"]
        if op == "wait":
            value = yield from self.hold(number, env.timeout(operation["delay"], 7), operation["again"])
            self.log(number, "waited %d" % value)
        elif op == "await":
            event = operation["event"]
            value = yield from self.hold(number, self.events[event], operation["again"])
            self.log(number, "got e%d %d" % (event, value))
        elif op == "succeed":
            if not self.events[operation["which"]].triggered:
                self.events[operation["which"]].succeed(number)
        elif op == "fail":
            if not self.events[operation["which"]].triggered:
                self.events[operation["which"]].fail(ModelError("e%d" % operation["which"]))
        elif op == "interrupt":
            target = self.processes[operation["which"] % len(self.processes)]
            if target.is_alive and target is not env.active_process:
                target.interrupt("p%d" % number)
        elif op == "join":
            target = self.processes[operation["which"] % len(self.processes)]
            if target is not env.active_process:
                value = yield target
                self.log(number, "joined %s" % value)
        elif op == "spawn":
            self.spawn(operation["which"] % len(self.program["scripts"]))
        elif op == "use":
            yield from self.use(number, operation)
        elif op in ("put", "get"):
            yield from self.trade(number, operation)
        elif op in ("fill", "draw"):
            container = self.containers[operation["container"]]
            filling = op == "fill"
            with container.put(operation["amount"]) if filling else container.get(operation["amount"]) as wish:
                yield from self.hold(number, wish, operation["again"])
                self.log(number, "%s level %d" % (op, container.level))
        elif op in ("all", "any"):
            terms = [self.term(t) for t in operation["of"]]
            terms = [event for event in terms if event is not env.active_process]
            condition = env.all_of(terms) if op == "all" else env.any_of(terms)
            fired = yield condition
            self.log(number, "%s: %s" % (op, self.show(fired)))
        else:
            raise ModelError("p%d" % number)

    def use(self, number, operation):
        which, patience = operation["resource"], operation["patience"]
        resource = self.resources[which]
        if isinstance(resource, simpy.PriorityResource):
            request = resource.request(priority=operation["priority"], preempt=operation["preempt"])
        else:
            request = resource.request()
        with request:
            if patience is None:
                yield request
            else:
                fired = yield self.env.any_of([request, self.env.timeout(patience)])
                if request not in fired:
                    self.log(number, "left r%d users %d queue %d" % (which, resource.count, len(resource.queue)))
                    return
            self.log(number, "has r%d users %d queue %d" % (which, resource.count, len(resource.queue)))
            for inner in operation["inside"]:
                yield from self.perform(number, inner)
            self.log(number, "leaves r%d" % which)

    def trade(self, number, operation):
        op, which, item, patience = (operation[key] for key in ("op", "store", "item", "patience"))
        store = self.stores[which]
        if op == "get":
            wish = store.get(lambda x: x % 4 >= item) if isinstance(store, simpy.FilterStore) else store.get()
        else:
            thing = 4 * self.put + item
            self.put += 1
            if isinstance(store, simpy.resources.store.PriorityStore):
                wish = store.put(simpy.resources.store.PriorityItem(item, thing))
            else:
                wish = store.put(thing)
        with wish:
            if patience is None:
                value = yield wish
            else:
                fired = yield self.env.any_of([wish, self.env.timeout(patience)])
                if wish not in fired:
                    self.log(number, "no %s s%d" % (op, which))
                    return
                value = fired[wish]
            if isinstance(value, simpy.resources.store.PriorityItem):
                value = value.item
            shown = "-" if value is None else value
            self.log(number, "%s s%d %s level %d" % (op, which, shown, len(store.items)))

    def body(self, number, script):
        self.log(number, "starts")
        for operation in script:
            if operation["op"] == "throw":
                yield from self.perform(number, operation)
            try:
                yield from self.perform(number, operation)
            except (simpy.Interrupt, ModelError) as error:
                self.excuse(number, error)
        self.log(number, "ends")
        return number

    def run(self):
        for script in self.program["start"]:
            self.spawn(script)
        while True:
            try:
                self.env.run()
                return self.lines
            except ModelError as error:
                self.lines.append("%d crash %s" % (self.env.now, error))


json.dump([Program(program).run() for program in json.load(sys.stdin)], sys.stdout)
