import type { DashboardState } from './state.ts';
import { answerOf, type Want } from './wants.ts';

/** A want, until it is answered: what is known already is not asked for again when a screen is come back to. */
export function unlessAnswered(state: DashboardState, want: Want): readonly Want[] {
  return answerOf(state.answers, want.slot, want.key)?.status === 'answered' ? [] : [want];
}
