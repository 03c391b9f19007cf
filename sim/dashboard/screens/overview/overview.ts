import type { Screen } from '../screen.ts';
import { overviewLines } from './overview-lines.ts';

/** What the run is, how far it is, and what it says as a whole. */
export const overviewScreen: Screen = {
  title: 'Overview',
  spoken: (state) => overviewLines(state).map(({ text }) => text),
  act: (state, action) => (action === 'open' ? { ...state, screen: 'targets' } : null),
};
