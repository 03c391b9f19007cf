import { microseconds } from './microseconds.ts';

/** Whatever is known of an event: shown when it is selected. */
export type TraceArgs = Readonly<Record<string, string | number | boolean | null>>;

const pieceLength = 65_536;
const firstTid = 1001;

/**
 * Writes a trace in the Trace Event Format (JSON object form), which ui.perfetto.dev and chrome://tracing open, piece
 * by piece and without keeping it.
 *
 * Rules of the format that it holds to (Duffy and Sinclair, "Trace Event Format", Google, 2016), and what readers make
 * of them (catapult, once chrome://tracing, and Perfetto's importer, read in 2026):
 * - `ts` and `dur` are microseconds, whatever `displayTimeUnit` says; fractions are allowed. Three decimals, written
 *   digit by digit, are whole ns, which a reader's 64-bit floats tell apart up to 2^42 us (50 days). Perfetto once cut
 *   `dur * 1000` off instead of rounding it, and so shows some slices 1 ns short.
 * - Complete events (`X`) of one (pid, tid) are disjoint or nest: catapult draws partial overlaps wrongly, Perfetto
 *   dropped them before v57. They are refused here. A parent stands before its children, because readers sort by `ts`
 *   and keep the order of equal ones.
 * - What may overlap is an async span (`b` and `e` with the same `cat`, `id` and `name`). Perfetto makes one group of
 *   tracks a name.
 * - An instant (`i`) of scope `t` is drawn on its track; Perfetto makes it a slice without duration.
 * - A counter (`C`) belongs to a process and keeps its value until the next event. A counter here has one series:
 *   Perfetto makes a track of each ("name series"), catapult stacks them. A value that is not finite is no JSON.
 * - Flow events (`s`, `f` with `"bp":"e"`) bind to the slice that encloses them in time on their track.
 * - Metadata (`M`) names processes and tracks and orders them by `sort_index`, which Perfetto obeys since October 2025.
 * - To Perfetto a tid of 0 is one that was not given, a tid equal to its pid the main thread, and an id over 2^32 is 0:
 *   none of these is used.
 * - The object must be closed: Perfetto calls an open one incomplete.
 */
export class ChromeTrace {
  private readonly write: (text: string) => void;
  private pieces = '';
  private separator = '';
  private processes = 0;
  /** By track: its process, the start of its last slice, and the ends of the slices that are open there. */
  private readonly tracks: { readonly pid: number; lastNs: number; readonly open: number[] }[] = [];
  /** By counter: all that stands before its time, and the time of its last value. */
  private readonly counters: { readonly head: string; readonly series: string; lastNs: number }[] = [];
  private spans = 0;
  private flows = 0;

  /**
   * @param write takes the file piece by piece @param about goes into `otherData`, which viewers show as metadata
   */
  constructor(write: (text: string) => void, about: TraceArgs = {}) {
    this.write = write;
    this.pieces = `{"displayTimeUnit":"ns","otherData":${JSON.stringify(about)},"traceEvents":[`;
  }

  /**
   * Adds a process, a group of tracks. Lower sort indices stand higher.
   * @returns its number, for other calls @throws RangeError after the thousandth
   */
  process(name: string, sortIndex: number): number {
    const pid = ++this.processes;
    if (pid >= firstTid) throw new RangeError(`process "${name}": ${firstTid - 1} processes exist, the most`);
    this.metadata(pid, 0, 'process_name', { name });
    this.metadata(pid, 0, 'process_sort_index', { sort_index: sortIndex });
    return pid;
  }

  /** Adds a track of slices and instants to a process. @returns its number, for other calls */
  track(process: number, name: string, sortIndex: number): number {
    const track = this.tracks.push({ pid: process, lastNs: 0, open: [] }) - 1;
    this.metadata(process, tidOf(track), 'thread_name', { name });
    this.metadata(process, tidOf(track), 'thread_sort_index', { sort_index: sortIndex });
    return track;
  }

  /**
   * A slice of a track. Slices of a track come in the order of their starts, parents before children.
   * @param colour of catapult's list; Perfetto colours by name
   * @throws RangeError where it begins before the last one or overlaps one in part
   */
  slice(
    track: number,
    name: string,
    fromNs: number,
    durationNs: number,
    args?: TraceArgs,
    colour?: 'grey',
  ): void {
    const state = this.tracks[track]!;
    const { open } = state;
    while (open.length > 0 && open.at(-1)! <= fromNs) open.pop();
    const toNs = fromNs + durationNs;
    if (fromNs < state.lastNs || toNs > (open.at(-1) ?? Number.POSITIVE_INFINITY)) {
      const before =
        fromNs < state.lastNs ? `the last began at ${state.lastNs}` : `one ends at ${open.at(-1)}`;
      throw new RangeError(
        `track ${track}: slice "${name}" from ${fromNs} to ${toNs} ns, but ${before} ns; slices follow or nest`,
      );
    }
    state.lastNs = fromNs;
    open.push(toNs);
    const painted = colour ? `,"cname":"${colour}"` : '';
    this.event('X', track, name, fromNs, `,"dur":${microseconds(durationNs)}${painted}${argsOf(args)}`);
  }

  /** A point of a track. */
  instant(track: number, name: string, timeNs: number, args?: TraceArgs): void {
    this.event('i', track, name, timeNs, `,"s":"t"${argsOf(args)}`);
  }

  /**
   * Adds a counter to a process.
   * @param unit what its values are in: part of its name in Perfetto @returns its number, for `count`
   */
  counter(process: number, name: string, unit: string): number {
    const head = `{"ph":"C","pid":${process},"name":${quoted(name)},"ts":`;
    return this.counters.push({ head, series: `,"args":{${quoted(unit)}:`, lastNs: -1 }) - 1;
  }

  /**
   * The value of a counter from now on.
   * @throws RangeError where the value is not finite, or its time is not after the counter's last one
   */
  count(counter: number, timeNs: number, value: number): void {
    const state = this.counters[counter]!;
    const { head, series, lastNs } = state;
    if (!Number.isFinite(value))
      throw new RangeError(`${head}${timeNs} ns: the value ${value} is not finite`);
    if (timeNs <= lastNs)
      throw new RangeError(`${head}${timeNs} ns, after a value at ${lastNs} ns; give them in order`);
    state.lastNs = timeNs;
    this.put(`${head}${microseconds(timeNs)}${series}${value}}}`);
  }

  /** An interval that may overlap others: in the tracks of its name, which catapult draws below `track`. */
  span(
    track: number,
    category: string,
    name: string,
    fromNs: number,
    durationNs: number,
    args?: TraceArgs,
  ): void {
    const id = `,"cat":${quoted(category)},"id":"0x${(++this.spans).toString(16)}"`;
    this.event('b', track, name, fromNs, `${id}${argsOf(args)}`);
    this.event('e', track, name, fromNs + durationNs, id);
  }

  /** An arrow from the slice of one track at one time to that of another; both were written before. */
  flow(name: string, fromTrack: number, fromNs: number, toTrack: number, toNs: number): void {
    const id = `,"cat":"flow","id":${++this.flows}`;
    this.event('s', fromTrack, name, fromNs, id);
    this.event('f', toTrack, name, toNs, `${id},"bp":"e"`);
  }

  /** Closes the trace. */
  end(): void {
    this.pieces += '\n]}\n';
    this.flush();
  }

  private event(phase: string, track: number, name: string, timeNs: number, rest: string): void {
    const { pid } = this.tracks[track]!;
    const head = `{"ph":"${phase}","pid":${pid},"tid":${tidOf(track)},"name":${quoted(name)}`;
    this.put(`${head},"ts":${microseconds(timeNs)}${rest}}`);
  }

  private metadata(pid: number, tid: number, name: string, args: TraceArgs): void {
    const thread = tid > 0 ? `,"tid":${tid}` : '';
    this.put(`{"ph":"M","pid":${pid}${thread},"name":"${name}","args":${JSON.stringify(args)}}`);
  }

  private put(text: string): void {
    this.pieces += `${this.separator}\n${text}`;
    this.separator = ',';
    if (this.pieces.length >= pieceLength) this.flush();
  }

  private flush(): void {
    this.write(this.pieces);
    this.pieces = '';
  }
}

/** Thread ids are unique over all processes, and none is a process id. */
const tidOf = (track: number): number => firstTid + track;

const argsOf = (args: TraceArgs | undefined): string => (args ? `,"args":${JSON.stringify(args)}` : '');

const plain = /^[ !#-[\]-~]*$/;

/** A text as JSON. The usual names need no escapes, and looking is quicker than escaping. */
const quoted = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));
