/** One line of the keymap. */
export interface Binding<Action extends string = string> {
  readonly action: Action;
  /** Names as `keyNames` gives them. */
  readonly keys: readonly string[];
  /** Full sentence for the help overlay and the documentation. */
  readonly help: string;
  /** One word for the footer; absent: not in the footer. */
  readonly hint?: string;
  /** The hint stands after those of the keys of the screen shown. */
  readonly late?: true;
  /** Works in every state: window too small, help open. */
  readonly always?: true;
  /** Screens on which it works; absent: on all. There it goes before a binding of the same key for all screens. */
  readonly on?: readonly string[];
}
