/** What was found to pay on this machine, when a session was opened. */
export interface Dispatch {
  /** Two panels at a time: the engine joins vectors, and that is faster. */
  readonly wide: boolean;
  /** Share of weights from which the dense kernel is faster than blocks, on panels and on one right-hand side. */
  readonly denseFrom: { readonly panels: number; readonly vector: number };
}

/** What the reproducible mode uses everywhere: a level is read as its blocks, whatever the machine. */
export const fixedDispatch: Dispatch = {
  wide: false,
  denseFrom: { panels: Number.POSITIVE_INFINITY, vector: Number.POSITIVE_INFINITY },
};
