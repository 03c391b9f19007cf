/** Formats of `sparsewatt report --format`, in the order in which their files are written. */
export const formatNames = [
  'md',
  'html',
  'json',
  'csv',
  'parquet',
  'if',
  'boamps',
  'model-card',
  'sci',
  'latex',
  'junit',
  'plots',
] as const;

export type FormatName = (typeof formatNames)[number];
