/** What the driver says of itself. */
export interface AdapterReport {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly driver: string;
  /** Computes on the CPU: right numbers, meaningless times. */
  readonly isSoftware: boolean;
}
