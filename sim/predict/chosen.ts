/** A choice, and what to tell about it where nobody asked for it. */
export interface Chosen {
  readonly value: string;
  readonly note: string | null;
}
