import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 collect garbage sooner, for a program that is left open for hours: by its own measure each of our threads would let
 * its heap grow to several times what is in use. Heaps of objects that live long are collected once they have grown by a fifth;
 * the spaces of new objects of threads that are started from now on hold 2 MB in place of 16.
 */
export function keepHeapsSmall(): void {
  setFlagsFromString('--heap-growing-percent=20');
  setFlagsFromString('--max-semi-space-size=2');
}
