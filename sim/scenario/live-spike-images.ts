/** Images simulated again, spike by spike, before every run. */
export const liveSpikeImages = 2;
