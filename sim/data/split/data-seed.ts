/**
 * The seed of every split of the training tasks: which sample is in which part belongs to the data set, not to a run.
 * It is the seed of degraded MNIST (`sim/workload/degraded-mnist`), too; each use has a purpose of its own.
 */
export const dataSeed = 20261122;
