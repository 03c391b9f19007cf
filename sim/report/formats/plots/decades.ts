/** Ticks of a logarithmic axis: 1, 2 and 5 of every decade that positive values lie in; where that is many, 1 alone. */
export function decades(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const digits = Math.log10(high / low) > 2 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const digit of digits) ticks.push(Number((digit * 10 ** power).toPrecision(3)));
  return ticks.filter((tick) => tick >= low * 0.9 && tick <= high * 1.1);
}
