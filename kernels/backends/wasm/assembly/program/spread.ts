import { unfold } from './unfold';

// @ts-ignore: decorator
@inline
const SPECS = 8, SPEC_COUNT = 12, SPEC_BYTES = 16;

/** Channels `from` to before `to` of step `s`, `plane` bytes apart from `x` on, to every layout that reads them. */
// @ts-ignore: decorator
@inline
export function spread(s: usize, x: usize, plane: usize, from: i32, to: i32): void {
  const count = load<i32>(s, SPEC_COUNT), specBytes = <usize>load<u32>(s, SPEC_BYTES);
  for (let c = from; c < to; c++) {
    let spec = <usize>load<u32>(s, SPECS);
    for (let i: i32 = 0; i < count; i++) {
      unfold(x, spec, c);
      spec += specBytes;
    }
    x += plane;
  }
}
