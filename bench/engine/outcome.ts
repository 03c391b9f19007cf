/** What a child process prints after a timed run. */
export interface Timed {
  /** Checksum of the events up to the job's `checkUntilNs`: the same in every engine. */
  readonly sum: number;
  readonly fold: number;
  readonly checkedEvents: number;
  /** Sum of the times in the system over those events, ns; 0 outside `mm1`. */
  readonly sojournNs: number;
  /** Events inside the timed span, and the CPU time of the whole process in it. */
  readonly events: number;
  readonly cpuS: number;
  /** Hash over all events, of engines that keep one. */
  readonly digest?: string;
}

/** What a child process prints of its memory, in bytes, with n events pending. */
export interface Memory {
  /** Bytes of the buffers that the pending set holds, where they can be added up. */
  readonly held: number | null;
  /** Growth of heap and array buffers (JavaScript), after a garbage collection. */
  readonly grown: number | null;
  /** Growth of the resident memory of the process. */
  readonly resident: number | null;
}
