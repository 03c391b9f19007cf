/**
 * -ln(u) for u in (0, 1], from exact operations only.
 *
 * Math.log may differ in its last bit between JavaScript engines, and a last bit can swap two events; + - * / and
 * comparisons may not. u is scaled by powers of two into [1/sqrt 2, sqrt 2), then ln m = 2 artanh((m - 1) / (m + 1))
 * by its series. Relative error below 4e-16.
 */
export function negativeLog(u: number): number {
  let m = u;
  let halvings = 0;
  while (m < Math.SQRT1_2) {
    m *= 2;
    halvings++;
  }
  const s = (m - 1) / (m + 1);
  const z = s * s;
  let series = 0;
  for (let k = 23; k >= 1; k -= 2) series = series * z + 1 / k;
  return halvings * Math.LN2 - 2 * s * series;
}
