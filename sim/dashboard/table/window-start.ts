/** First row to show so that `selected` of `count` rows is inside a window of `height` rows, near its middle. */
export function windowStart(count: number, height: number, selected: number): number {
  return Math.max(0, Math.min(selected - Math.floor(height / 2), count - height));
}
