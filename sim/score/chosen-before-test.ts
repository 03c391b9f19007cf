/**
 * Whether a policy could have been chosen without looking at test data. A single static level that is not the one that
 * validation data chose is a baseline to look at: calling it the best after the run would choose on the test data.
 * @param bestStatic id of the best static option of validation data
 */
export function chosenBeforeTest(policy: string, bestStatic: string | null): boolean {
  return !policy.startsWith('static-') || policy === `static-${bestStatic}`;
}
