/** Whether an interval of the accuracy lies above a floor, below it, or around it. */
export function floorStatus(
  { low, high }: { low: number; high: number },
  floor: number,
): 'met' | 'not met' | 'undecided' {
  if (low >= floor) return 'met';
  return high < floor ? 'not met' : 'undecided';
}
