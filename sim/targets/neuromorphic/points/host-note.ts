/** What a reader of a code on Loihi 1 must know: its older model counts both. */
export const hostNote =
  'the embedded processor and the host between steps are in no number (runtime nxsdk-rate16 has them)';
