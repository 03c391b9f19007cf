import type { Replicas } from './replicas.ts';

/** No change where busy and aimed-at share differ by less than this. */
const tolerance = 0.1;

/** Wishes of the past, to be handed from one call to the next. */
export interface Wish {
  readonly timeNs: number;
  readonly replicas: number;
}

/**
 * The rule of Kubernetes' HorizontalPodAutoscaler: ceil(current x utilisation / target), unchanged within a tolerance of
 * 10%, at most doubled or four more at a time, never lowered below a wish within the stabilisation window.
 * @param current replicas that are on or booting @param busyShare of them, since the last call
 * @param wishes of earlier calls; this one is added, and those that are too old are taken out
 */
export function replicasWanted(
  { least, most, utilisation, stabiliseNs }: Replicas,
  current: number,
  busyShare: number,
  timeNs: number,
  wishes: Wish[],
): number {
  const ratio = busyShare / utilisation;
  // Against rounding: 2 replicas at twice the target are 4, not 5.
  const plain = Math.abs(ratio - 1) <= tolerance ? current : Math.ceil(current * ratio - 1e-9);
  const wish = Math.min(most, Math.max(least, plain));
  wishes.push({ timeNs, replicas: wish });
  while (wishes[0]!.timeNs < timeNs - stabiliseNs) wishes.shift();
  if (wish >= current) return Math.min(wish, Math.max(2 * current, current + 4));
  const kept = wishes.reduce((highest, { replicas }) => Math.max(highest, replicas), wish);
  return Math.min(current, kept);
}
