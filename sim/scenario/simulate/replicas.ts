/**
 * How many equal units serve one queue, and what decides on it: the rule of Kubernetes' HorizontalPodAutoscaler with its
 * default behaviour (autoscaling/v2, `replicasWanted`).
 */
export interface Replicas {
  readonly least: number;
  readonly most: number;
  /** Busy share of the replicas that is aimed at. */
  readonly utilisation: number;
  /** Time and energy from the decision to add a replica until it can serve. */
  readonly bootNs: number;
  readonly bootJ: number;
  /** How often the rule is applied, and how long a higher wish of the past keeps the number up, ns. */
  readonly syncNs: number;
  readonly stabiliseNs: number;
}

/** What became of replicas in one run. */
export interface ReplicaSummary {
  /** Replicas that were on or booting: mean over the run, and the most at a time. */
  readonly mean: number;
  readonly most: number;
  readonly boots: number;
}
