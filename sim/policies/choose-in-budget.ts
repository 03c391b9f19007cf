import type { AccuracyAccount } from './accuracy-account.ts';

/** What a budget controller may choose: one pass, or several in turn. */
export interface Budgeted {
  /** The longest that it takes undisturbed, in the mean, ns. */
  readonly mostNs: number;
  /** Accuracy that it surely has. */
  readonly safe: number;
}

/**
 * The cheapest that ends in time and that the account allows, and books it. Where none in time is allowed, the surest in
 * time; where none is in time, the fastest.
 * @param cheapFirst in the order of their energy @param factor on times, by the estimate of the slow-down
 */
export function chooseInBudget<T extends Budgeted>(
  cheapFirst: readonly T[],
  fastest: T,
  { budgetNs, factor }: { readonly budgetNs: number; readonly factor: number },
  account: AccuracyAccount,
): T {
  let chosen = fastest;
  let surest = -1;
  for (const each of cheapFirst) {
    if (each.mostNs * factor > budgetNs) continue;
    if (account.allows(each.safe)) {
      chosen = each;
      break;
    }
    if (each.safe <= surest) continue;
    surest = each.safe;
    chosen = each;
  }
  account.book(chosen.safe);
  return chosen;
}
