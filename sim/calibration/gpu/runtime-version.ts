/** Version of TensorRT in tenths (8.5.2 is 85.2) from the id of a runtime; null for other engines and where none is stated. */
export function tensorRtTenths(runtime: string): number | null {
  const found = /^tensorrt-(\d+)\.(\d+)(?:\.(\d+))?(?:-|$)/.exec(runtime);
  if (!found) return null;
  const [, major, minor, patch] = found;
  // From 8 to 10 there is no minor version 7 to 9 of the eighth: the count of minor releases, not the number, is time.
  return Number(major) * 10 + Number(minor) + Number(patch ?? 0) / 10;
}
