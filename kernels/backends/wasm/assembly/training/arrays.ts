/** Sets `count` floats (a multiple of 4) from `at` to `value`. */
export function fill(at: usize, count: i32, value: f32): void {
  const v = f32x4.splat(value);
  for (const end = at + (<usize>count << 2); at < end; at += 16) v128.store(at, v);
}

/** to += from, `count` floats (a multiple of 4). */
export function addInto(to: usize, from: usize, count: i32): void {
  for (const end = to + (<usize>count << 2); to < end; to += 16) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    from += 16;
  }
}

/** First array += the others, in their order: `arrays` holds `number` addresses, elements `from` to `end` (multiples of 4). */
export function sumArrays(arrays: usize, number: i32, from: i32, end: i32): void {
  const first = <usize>load<u32>(arrays);
  for (let i = <usize>from << 2; i < <usize>end << 2; i += 16) {
    let sum = v128.load(first + i);
    for (let a: i32 = 1; a < number; a++) {
      sum = f32x4.add(sum, v128.load(<usize>load<u32>(arrays + (<usize>a << 2)) + i));
    }
    v128.store(first + i, sum);
  }
}
