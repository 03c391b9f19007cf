/** Whether a mean loss (nats) is a number, and not far above that of guessing, which is the logarithm of `classes`. */
export function isSound(loss: number, classes: number): boolean {
  return loss < 10 * Math.log(classes) + 10;
}
