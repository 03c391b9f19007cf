/** A slice of a checked trace, ns. */
export interface CheckedSlice {
  readonly name: string;
  readonly fromNs: number;
  readonly toNs: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What a viewer would make of a trace. */
export interface CheckedTrace {
  /** What is against the format, or is dropped or misread by a viewer; empty for a sound trace. */
  readonly faults: readonly string[];
  /** By "process/track" name. */
  readonly slices: ReadonlyMap<string, readonly CheckedSlice[]>;
  readonly instants: ReadonlyMap<string, readonly CheckedSlice[]>;
  /** By "process/counter series" name: steps in the order of time. */
  readonly counters: ReadonlyMap<string, readonly { readonly timeNs: number; readonly value: number }[]>;
  /** Async spans by name. */
  readonly spans: ReadonlyMap<string, readonly CheckedSlice[]>;
  readonly flows: number;
  readonly otherData: Readonly<Record<string, unknown>>;
}

type Event = Readonly<Record<string, unknown>>;

/**
 * Checks the text of a Chrome trace against the Trace Event Format, and against what Perfetto and catapult do with it.
 * Written from the format alone: it shares nothing with the writer.
 */
export function checkChromeTrace(text: string): CheckedTrace {
  const faults: string[] = [];
  const root = JSON.parse(text) as Event;
  if (root['displayTimeUnit'] !== 'ns' && root['displayTimeUnit'] !== 'ms') faults.push('displayTimeUnit');
  const events = root['traceEvents'] as readonly Event[];
  const processes = new Map<number, string>();
  const threads = new Map<string, string>();
  const sorted = new Set<string>();
  const thread = (event: Event) => `${event['pid']}:${event['tid']}`;
  const isId = (id: unknown) => Number.isInteger(id) && (id as number) > 0 && (id as number) < 2 ** 32;
  // Names first: metadata may stand anywhere.
  events.forEach((event, i) => {
    const fault = (what: string) => faults.push(`event ${i} ${JSON.stringify(event)}: ${what}`);
    if (!isId(event['pid'])) fault('pid');
    if (typeof event['name'] !== 'string' || event['name'] === '') fault('name');
    if (event['ph'] !== 'M') return;
    const { name, sort_index } = (event['args'] ?? {}) as Event;
    const ofThread = String(event['name']).startsWith('thread_');
    if (ofThread && (!isId(event['tid']) || event['tid'] === event['pid'])) fault('tid');
    switch (event['name']) {
      case 'process_name':
      case 'thread_name':
        if (typeof name !== 'string' || name === '') fault('args.name');
        else if (ofThread) threads.set(thread(event), name);
        else processes.set(event['pid'] as number, name);
        break;
      case 'process_sort_index':
      case 'thread_sort_index':
        if (!Number.isInteger(sort_index)) fault('args.sort_index');
        sorted.add(ofThread ? thread(event) : String(event['pid']));
        break;
      default:
        fault('unknown metadata');
    }
  });
  const tids = [...threads.keys()].map((key) => key.split(':')[1]);
  if (new Set(tids).size !== tids.length) faults.push('a tid is used by two processes');

  const slices = new Map<string, CheckedSlice[]>();
  const instants = new Map<string, CheckedSlice[]>();
  const counters = new Map<string, { timeNs: number; value: number }[]>();
  const spans = new Map<string, CheckedSlice[]>();
  const open = new Map<string, { event: Event; fromNs: number }>();
  const flowEnds: { event: Event; timeNs: number; key: string }[] = [];
  const into = <T>(map: Map<string, T[]>, key: string, value: T) => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  events.forEach((event, i) => {
    const fault = (what: string) => faults.push(`event ${i} ${JSON.stringify(event)}: ${what}`);
    const ns = (key: string): number => {
      const us = event[key];
      const whole = Math.round((us as number) * 1000);
      // A double of microseconds tells whole ns apart below 2^42 of them.
      if (typeof us !== 'number' || !(us >= 0) || Number(`${whole}e-3`) !== us)
        fault(`${key} is no whole number of ns`);
      return whole;
    };
    const phase = event['ph'];
    if (phase === 'M') return;
    const fromNs = ns('ts');
    const name = event['name'] as string;
    const args = (event['args'] ?? {}) as Event;
    if (typeof args !== 'object') fault('args');
    const process = processes.get(event['pid'] as number);
    if (process === undefined || !sorted.has(String(event['pid']))) fault('process without name or place');
    const track = `${process}/${threads.get(thread(event))}`;
    if (
      ['X', 'i', 'b', 'e', 's', 'f'].includes(phase as string) &&
      !(threads.has(thread(event)) && sorted.has(thread(event)))
    )
      fault('track without name or place');
    switch (phase) {
      case 'X':
        into(slices, track, { name, fromNs, toNs: fromNs + ns('dur'), args });
        break;
      case 'i':
        if (!['g', 'p', 't'].includes(event['s'] as string)) fault('scope');
        into(instants, track, { name, fromNs, toNs: fromNs, args });
        break;
      case 'C': {
        const series = Object.entries(args);
        if (series.length !== 1) fault('a counter of several series');
        for (const [unit, value] of series) {
          if (typeof value !== 'number' || !Number.isFinite(value)) fault('value');
          into(counters, `${process}/${name} ${unit}`, { timeNs: fromNs, value: value as number });
        }
        break;
      }
      case 'b':
      case 'e': {
        const key = `${event['cat']} ${event['id']} ${name}`;
        if (typeof event['cat'] !== 'string' || event['id'] === undefined) fault('cat or id');
        const begun = open.get(key);
        if (phase === 'b') {
          if (begun) fault('begun twice');
          open.set(key, { event, fromNs });
        } else if (!begun || begun.fromNs > fromNs) fault('ends without having begun');
        else {
          into(spans, name, {
            name,
            fromNs: begun.fromNs,
            toNs: fromNs,
            args: (begun.event['args'] ?? {}) as Event,
          });
          open.delete(key);
        }
        break;
      }
      case 's':
      case 'f':
        if (phase === 'f' && event['bp'] !== 'e') fault('bp');
        flowEnds.push({ event, timeNs: fromNs, key: `${event['cat']} ${event['id']} ${name}` });
        break;
      default:
        fault('phase');
    }
  });
  for (const { event } of open.values()) faults.push(`${JSON.stringify(event)}: never ends`);
  for (const [track, list] of slices) checkNesting(track, list, faults);
  for (const [counter, steps] of counters) {
    for (let i = 1; i < steps.length; i++)
      if (!(steps[i]!.timeNs > steps[i - 1]!.timeNs))
        faults.push(`${counter}: two values at ${steps[i]!.timeNs} ns`);
  }
  checkFlows();
  const otherData = (root['otherData'] ?? {}) as Event;
  return { faults, slices, instants, counters, spans, flows: flowEnds.length / 2, otherData };

  function checkFlows(): void {
    const starts = new Map<string, number>();
    for (const { event, timeNs, key } of flowEnds) {
      const track = `${processes.get(event['pid'] as number)}/${threads.get(thread(event))}`;
      const bound = slices
        .get(track)
        ?.some((s) => s.fromNs <= timeNs && (timeNs < s.toNs || s.fromNs === timeNs));
      if (!bound) faults.push(`${JSON.stringify(event)}: no slice encloses it`);
      if (event['ph'] === 's') starts.set(key, timeNs);
      else if (!((starts.get(key) ?? Number.POSITIVE_INFINITY) <= timeNs))
        faults.push(`${key}: ends before it starts`);
      else starts.delete(key);
    }
    for (const key of starts.keys()) faults.push(`flow ${key}: never ends`);
  }
}

/** Readers sort by start and keep the order of equal starts; then every slice lies in what is open, or after it. */
function checkNesting(track: string, list: readonly CheckedSlice[], faults: string[]): void {
  const stack: CheckedSlice[] = [];
  for (const slice of [...list].sort((a, b) => a.fromNs - b.fromNs)) {
    while (stack.length > 0 && stack.at(-1)!.toNs <= slice.fromNs) stack.pop();
    const parent = stack.at(-1);
    if (parent && slice.toNs > parent.toNs)
      faults.push(`${track}: "${slice.name}" at ${slice.fromNs} ns overlaps "${parent.name}" in part`);
    stack.push(slice);
  }
}

/** Integral of a counter's steps until `endNs`, in its unit times s. */
export function integrate(
  steps: readonly { readonly timeNs: number; readonly value: number }[],
  endNs: number,
): number {
  return steps.reduce(
    (sum, { timeNs, value }, i) => sum + value * ((steps[i + 1]?.timeNs ?? endNs) - timeNs) * 1e-9,
    0,
  );
}
