import type { Stimulus } from '../chip/stimulus.ts';

/** What input neurons send, from their values by step: `ConvertedNetwork.input`. */
export function frameStimulus(frames: readonly Float64Array[]): Stimulus {
  return {
    apply: (step, value, slotOf) => {
      const frame = frames[step]!;
      for (let n = 0; n < frame.length; n++) if (frame[n] !== 0) value[slotOf[n]!] = frame[n]!;
    },
  };
}
