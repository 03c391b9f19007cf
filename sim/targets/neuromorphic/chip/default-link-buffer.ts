/**
 * Messages that a link's buffer holds where a profile does not say: Loihi's in SANA-FE's description (commit 8951ab0). It matters
 * to the semi-analytic and the event-by-event model of chips with several tiles alone.
 */
export const defaultLinkBuffer = 16;
