// One run of a hand-written event loop: priority-queue|4-ary time|memory JOB ... (bench/engine/job.ts); prints one line of
// JSON. An event is 16 bytes: time in ns, order of scheduling, who.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <queue>
#include <string>
#include <unistd.h>
#include <vector>

struct Event {
  int64_t time;
  uint32_t order;
  uint32_t id;
};
static_assert(sizeof(Event) == 16);

static inline bool before(const Event &a, const Event &b) {
  return a.time < b.time || (a.time == b.time && a.order < b.order);
}

struct Later {
  bool operator()(const Event &a, const Event &b) const { return before(b, a); }
};

class StandardQueue : std::priority_queue<Event, std::vector<Event>, Later> {
public:
  void put(const Event &event) { push(event); }
  const Event &first() const { return top(); }
  void drop() { pop(); }
  size_t bytes() const { return c.capacity() * sizeof(Event); }
};

class FourAryHeap {
  std::vector<Event> events;

public:
  void put(const Event &event) {
    size_t at = events.size();
    events.push_back(event);
    while (at > 0) {
      const size_t up = (at - 1) / 4;
      if (!before(event, events[up])) break;
      events[at] = events[up];
      at = up;
    }
    events[at] = event;
  }
  const Event &first() const { return events[0]; }
  void drop() {
    const Event last = events.back();
    events.pop_back();
    const size_t size = events.size();
    if (size == 0) return;
    size_t at = 0;
    for (;;) {
      const size_t child = 4 * at + 1;
      if (child >= size) break;
      const size_t end = child + 4 < size ? child + 4 : size;
      size_t least = child;
      for (size_t c = child + 1; c < end; c++)
        if (before(events[c], events[least])) least = c;
      if (!before(events[least], last)) break;
      events[at] = events[least];
      at = least;
    }
    events[at] = last;
  }
  size_t bytes() const { return events.capacity() * sizeof(Event); }
};

struct Check { // as checksum.ts
  uint32_t sum = 0, fold = 0;
  uint64_t events = 0;
  void add(int64_t time, uint32_t id) {
    sum += uint32_t(time);
    fold = fold * 31 + (uint32_t(time) ^ uint32_t(time >> 32) ^ id);
    events++;
  }
};

struct Job {
  std::string kind;
  std::vector<int64_t> delays, initial;
  uint32_t n, periods;
  int64_t checkUntil, timeFrom, timeUntil;
};

static const int64_t second = 1000000000;

template <class Queue> struct Hold {
  const Job &job;
  Queue queue;
  uint32_t order = 0;
  uint64_t events = 0;
  int64_t sojourn = 0;
  explicit Hold(const Job &j) : job(j) {
    for (uint32_t i = 0; i < job.n; i++) queue.put({job.initial[i], order++, i});
  }
  template <bool checking> void run(int64_t until, Check &check) {
    const uint64_t mask = job.delays.size() - 1;
    while (queue.first().time <= until) {
      const Event event = queue.first();
      queue.drop();
      if (checking) check.add(event.time, event.id);
      queue.put({event.time + job.delays[events++ & mask], order++, event.id});
    }
  }
};

template <class Queue> struct Timers {
  const Job &job;
  Queue queue;
  uint32_t order = 0;
  uint64_t events = 0;
  int64_t sojourn = 0;
  explicit Timers(const Job &j) : job(j) {
    for (uint32_t i = 0; i < job.n; i++) queue.put({(1 + i % job.periods) * second, order++, i});
  }
  template <bool checking> void run(int64_t until, Check &check) {
    while (queue.first().time <= until) {
      const Event event = queue.first();
      queue.drop();
      if (checking) check.add(event.time, event.id);
      queue.put({event.time + (1 + event.id % job.periods) * second, order++, event.id});
      events++;
    }
  }
};

template <class Queue> struct MM1 {
  enum { arrival, departure, places = 65536 };
  const Job &job;
  Queue queue;
  uint32_t order = 0;
  uint64_t events = 0, arrived = 0, started = 0;
  int64_t sojourn = 0;
  std::vector<int64_t> line = std::vector<int64_t>(places);
  uint32_t head = 0, size = 0;
  explicit MM1(const Job &j) : job(j) { queue.put({job.delays[0], order++, arrival}); }
  template <bool checking> void run(int64_t until, Check &check) {
    const uint64_t mask = job.delays.size() - 1;
    while (queue.first().time <= until) {
      const Event event = queue.first();
      queue.drop();
      if (event.id == arrival) {
        if (size == places) exit(3);
        line[(head + size++) % places] = event.time;
        queue.put({event.time + job.delays[(2 * ++arrived) & mask], order++, arrival});
        if (size == 1) queue.put({event.time + job.delays[(2 * started++ + 1) & mask], order++, departure});
      } else {
        sojourn += event.time - line[head];
        head = (head + 1) % places;
        size--;
        if (checking) check.add(event.time, uint32_t(events));
        events++;
        if (size > 0) queue.put({event.time + job.delays[(2 * started++ + 1) & mask], order++, departure});
      }
    }
  }
};

/** Bytes in memory; 0 where the system does not say. */
static long resident() {
  long pages = 0, skipped = 0;
  if (FILE *file = fopen("/proc/self/statm", "r")) {
    if (fscanf(file, "%ld %ld", &skipped, &pages) != 2) pages = 0;
    fclose(file);
  }
  return pages * sysconf(_SC_PAGESIZE);
}

template <class Model> void measure(const Job &job, bool memory) {
  const long start = resident();
  Model model(job);
  Check check;
  if (memory) {
    model.template run<false>(job.checkUntil, check);
    const std::string grown = start == 0 ? "null" : std::to_string(resident() - start);
    printf("{\"held\": %zu, \"grown\": null, \"resident\": %s}\n", model.queue.bytes(), grown.c_str());
    return;
  }
  model.template run<true>(job.checkUntil, check);
  const int64_t sojourn = model.sojourn;
  model.template run<false>(job.timeFrom, check);
  const uint64_t before = model.events;
  const clock_t from = clock();
  model.template run<false>(job.timeUntil, check);
  const double cpu = double(clock() - from) / CLOCKS_PER_SEC;
  printf("{\"sum\": %u, \"fold\": %u, \"checkedEvents\": %llu, \"sojournNs\": %lld, \"events\": %llu, \"cpuS\": %.6f}\n",
         check.sum, check.fold, (unsigned long long)check.events, (long long)sojourn,
         (unsigned long long)(model.events - before), cpu);
}

template <class Queue> void contest(const Job &job, bool memory) {
  if (job.kind == "hold") measure<Hold<Queue>>(job, memory);
  else if (job.kind == "timers") measure<Timers<Queue>>(job, memory);
  else measure<MM1<Queue>>(job, memory);
}

static std::vector<int64_t> wholeNumbers(const char *path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<int64_t> values;
  for (double value; file.read(reinterpret_cast<char *>(&value), sizeof value);) values.push_back(int64_t(value));
  return values;
}

int main(int argc, char **argv) {
  if (argc != 11) return 2;
  const Job job{argv[3],        wholeNumbers(argv[4]), wholeNumbers(argv[5]), uint32_t(atol(argv[6])), uint32_t(atol(argv[7])),
                atoll(argv[8]), atoll(argv[9]),        atoll(argv[10])};
  const bool memory = std::string(argv[2]) == "memory";
  if (std::string(argv[1]) == "4-ary") contest<FourAryHeap>(job, memory);
  else contest<StandardQueue>(job, memory);
}
