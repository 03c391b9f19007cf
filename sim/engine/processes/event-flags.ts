/** What has happened to an event, as bits of one small integer. */

/** It has a value or an error. */
export const triggered = 1;
/** It has taken place: who waits for it from now on goes on at once. */
export const processed = 2;
/** What it has is an error. */
export const failed = 4;
/** Somebody has received its error. */
export const defused = 8;
/** It has something to do before those who wait for it go on. */
export const hooked = 16;
/** Only the engine triggers it. */
export const owned = 32;
