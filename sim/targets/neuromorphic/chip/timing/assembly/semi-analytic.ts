import { pop, replaceTop, rise } from './heap';

// One step of the semi-analytic model, operation by operation what `../semi-analytic.ts` and `../in-flight.ts` do, so that
// both give the same bits. Memory holds, beside what the parameters of `step` name:
//   messages [16 bytes each]: time the receiving core needs f64, route i32, receiving core i32
//   routes: start of each in `links` i32 [routes + 1]; time of its hops f64; `links`: byte offsets of densities i32
//   senders [32 bytes a core]: next message i32 (-1: none), last message of its spike i32, its spike i32, own link i32 as
//     byte offset, time to make a message f64, time core is free f64
//   queues [8 bytes a core]: first and last entry of the messages under way to it, as addresses u32, 0: none
//   pool [32 bytes an entry]: taken in f64, needs f64, next u32, route i32, own link of the sender i32

let blockedMessages: i32 = 0;
let blockedTime: f64 = 0;

/** Messages that waited in the last step. */
export function blocked(): i32 {
  return blockedMessages;
}

/** `waitedBefore` of the last step and what its messages waited, s. */
export function waited(): f64 {
  return blockedTime;
}

/**
 * @param spikeSlot u32 and spikeLag f64, by spike @param coreFired u32 [cores + 1] @param trailing f64 by core
 * @param messageStart u32 by slot @param shares f64: share of a message in the density of a link, by hops
 * @param sending @param receiving heaps with an infinite time in every entry @param density f64, all 0
 * @returns time of the step, s; -1 where the pool is too small
 */
export function step(
  cores: i32, spikeSlot: usize, spikeLag: usize, coreFired: usize, trailing: usize, messageStart: usize, messages: usize,
  routeStart: usize, routeTime: usize, links: usize, shares: usize, senders: usize, queues: usize,
  sending: usize, receiving: usize, density: usize, pool: usize, poolEnd: usize, linkBuffer: f64, waitedBefore: f64,
): f64 {
  let blockedCount = 0;
  let waitedTime = waitedBefore;
  let fresh = pool;
  let free: usize = 0;
  let sendingSize = 0;
  let receivingSize = 0;
  let mean: f64 = 0;
  let count: i32 = 0;
  let lastTime: f64 = 0;
  let starting: i32 = 0;
  while (true) {
    let core: i32;
    let sent: f64 = 0;
    let ready: f64 = -1;
    let spikeDone = true;
    if (starting < cores) {
      core = starting++;
      store<i32>(senders + (<usize>core << 5), load<i32>(coreFired + (<usize>core << 2)) - 1, 8);
    } else {
      if (sendingSize == 0) break;
      core = load<i32>(sending, 8);
      sent = load<f64>(sending);
      pop(sending, --sendingSize);
      if (sent > lastTime) lastTime = sent;
      const sender = senders + (<usize>core << 5);
      const m = load<i32>(sender);
      if (m < 0) continue;

      while (load<f64>(receiving) <= sent) {
        const to = load<i32>(receiving, 8);
        const queue = queues + (<usize>to << 3);
        const entry = <usize>load<u32>(queue);
        const after = <usize>load<u32>(entry, 16);
        store<u32>(queue, <u32>after);
        if (after == 0) {
          store<u32>(queue, 0, 4);
          pop(receiving, --receivingSize);
        } else replaceTop(receiving, receivingSize, load<f64>(after), to);
        const route = routeStart + (<usize>load<i32>(entry, 20) << 2);
        let link = links + (<usize>load<u32>(route) << 2);
        const end = links + (<usize>load<u32>(route, 4) << 2);
        const share = load<f64>(shares + ((end - link) << 1));
        const own = density + <usize>load<u32>(entry, 24);
        store<f64>(own, load<f64>(own) - share);
        for (; link < end; link += 4) {
          const at = density + <usize>load<u32>(link);
          store<f64>(at, load<f64>(at) - share);
        }
        if (count > 1) mean += (mean - load<f64>(entry, 8)) / <f64>(count - 1);
        else mean = 0;
        count--;
        store<u32>(entry, <u32>free, 16);
        free = entry;
      }

      const message = messages + (<usize>m << 4);
      const needs = load<f64>(message);
      const routeNumber = load<i32>(message, 8);
      const to = load<i32>(message, 12);
      const route = routeStart + (<usize>routeNumber << 2);
      let link = links + (<usize>load<u32>(route) << 2);
      const end = links + (<usize>load<u32>(route, 4) << 2);
      const share = load<f64>(shares + ((end - link) << 1));
      const linksOnRoute = <f64>(((end - link) >> 2) + 1);
      const ownLink = load<u32>(sender, 12);
      // What the message adds goes along with what it meets: nothing looks at the densities in between.
      let along = load<f64>(density + <usize>ownLink);
      store<f64>(density + <usize>ownLink, along + share);
      for (; link < end; link += 4) {
        const at = density + <usize>load<u32>(link);
        const here = load<f64>(at);
        along += here;
        store<f64>(at, here + share);
      }
      const excess = along - linksOnRoute * linkBuffer;
      if (excess > 0) {
        const waits = excess * mean;
        sent += waits;
        blockedCount++;
        waitedTime += waits;
      }
      const receiver = senders + (<usize>to << 5);
      const congested = (along * mean) / linksOnRoute;
      const hops = load<f64>(routeTime + (<usize>routeNumber << 3));
      const arrival = sent + (hops > congested ? hops : congested);
      const coreFree = load<f64>(receiver, 24);
      const taken = arrival > coreFree ? arrival : coreFree;
      const done = taken + needs;
      store<f64>(receiver, done, 24);
      if (done > lastTime) lastTime = done;

      count++;
      mean += (needs - mean) / <f64>count;
      let entry = free;
      if (entry != 0) free = <usize>load<u32>(entry, 16);
      else {
        entry = fresh;
        fresh += 32;
        if (fresh > poolEnd) return -1;
      }
      store<f64>(entry, taken);
      store<f64>(entry, needs, 8);
      store<u32>(entry, 0, 16);
      store<i32>(entry, routeNumber, 20);
      store<u32>(entry, ownLink, 24);
      const queue = queues + (<usize>to << 3);
      const tail = <usize>load<u32>(queue, 4);
      store<u32>(queue, <u32>entry, 4);
      if (tail != 0) store<u32>(tail, <u32>entry, 16);
      else {
        store<u32>(queue, <u32>entry);
        rise(receiving, receivingSize++, taken, to);
      }
      if (m < load<i32>(sender, 4)) {
        store<i32>(sender, m + 1);
        ready = sent + load<f64>(sender, 16);
        spikeDone = false;
      }
    }

    if (spikeDone) {
      const sender = senders + (<usize>core << 5);
      const end = load<i32>(coreFired + (<usize>core << 2), 4);
      store<i32>(sender, -1);
      const rest = load<f64>(trailing + (<usize>core << 3));
      if (rest > 0) ready = sent + rest;
      for (let k = load<i32>(sender, 8) + 1; k < end; k++) {
        const start = messageStart + (<usize>load<u32>(spikeSlot + (<usize>k << 2)) << 2);
        const first = load<i32>(start);
        const after = load<i32>(start, 4);
        if (first == after) continue;
        store<i32>(sender, first);
        store<i32>(sender, after - 1, 4);
        store<i32>(sender, k, 8);
        ready = sent + load<f64>(spikeLag + (<usize>k << 3)) + load<f64>(sender, 16);
        break;
      }
      if (ready < 0) continue;
    }
    rise(sending, sendingSize++, ready, core);
  }
  blockedMessages = blockedCount;
  blockedTime = waitedTime;
  return lastTime;
}
