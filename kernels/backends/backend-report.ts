/** The backends that may or may not run on a machine. */
export const optionalBackends = [
  'gpujs-cpu',
  'gpujs-webasm',
  'gpujs-headlessgl',
  'gpujs-webgpu',
  'webgpu',
] as const;

export type OptionalBackend = (typeof optionalBackends)[number];

/** Whether a backend runs on this machine, and computes right. */
export interface BackendReport {
  readonly backend: OptionalBackend;
  /** It starts. */
  readonly detected: boolean;
  /** Its dense, CSR and ladder products agree with float64. */
  readonly selfTested: boolean;
  /** Its products came, and differ from float64 by more than float32 sums may. */
  readonly wrong: boolean;
  /** Largest difference from float64 over the sum of magnitudes; null when no products came. */
  readonly largestDifference: number | null;
  /** Name of the graphics device, where the backend tells. */
  readonly adapter: string | null;
  /** It is made of software: right numbers, meaningless times. */
  readonly isSoftware: boolean;
  /** Why it does not run or does not pass; null when it does. */
  readonly reason: string | null;
  /** What would mend that. */
  readonly fix: string | null;
}
