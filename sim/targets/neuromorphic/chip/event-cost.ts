/** Dynamic energy and time of one event of a kind. */
export interface EventCost {
  readonly energyJ: number;
  readonly timeS: number;
}
