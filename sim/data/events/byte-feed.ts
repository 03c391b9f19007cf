/** Bytes that arrive in pieces, taken in whole records; keeps less than one record between pieces. */
export class ByteFeed {
  #left: Uint8Array = new Uint8Array(0);
  #offset = 0;

  /** Position of the next byte in the file. */
  get position(): number {
    return this.#offset;
  }

  get available(): number {
    return this.#left.length;
  }

  push(piece: Uint8Array): void {
    if (this.#left.length === 0) {
      this.#left = piece;
      return;
    }
    const joined = new Uint8Array(this.#left.length + piece.length);
    joined.set(this.#left);
    joined.set(piece, this.#left.length);
    this.#left = joined;
  }

  /** The next `size` bytes, or null while they are not there. */
  take(size: number): DataView | null {
    if (this.#left.length < size) return null;
    const view = new DataView(this.#left.buffer, this.#left.byteOffset, size);
    this.#left = this.#left.subarray(size);
    this.#offset += size;
    return view;
  }

  /** The next bytes up to and with a newline as text, or null while there is none. */
  takeLine(): string | null {
    const end = this.#left.indexOf(10);
    if (end < 0) return null;
    const line = new TextDecoder().decode(this.#left.subarray(0, end));
    this.#left = this.#left.subarray(end + 1);
    this.#offset += end + 1;
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  }

  /** The next byte, which stays, or null. */
  peek(): number | null {
    return this.#left[0] ?? null;
  }
}
