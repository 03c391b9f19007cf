/** How numbers travel as spikes. Equations: docs/spiking-files.md. */
export const spikeCodes = ['rate', 'rate-zero', 'latency', 'sigma-delta', 'folded'] as const;

/**
 * - rate: a number of spikes; the membrane loses its threshold at each (Rueckauer et al. 2017)
 * - rate-zero: the same with a membrane that is cleared, which loses what was above the threshold
 * - latency: the time of one spike, and a second one that all agree on (Quartz: Lenz et al. 2023)
 * - sigma-delta: graded spikes when an activation has changed (O'Connor and Welling 2017)
 * - folded: graded spikes of quantised activations, a single step
 */
export type SpikeCode = (typeof spikeCodes)[number];
