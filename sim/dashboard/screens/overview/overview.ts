import type { Screen } from '../screen.ts';

/** What the run is, how far it is, and what it says as a whole. */
export const overviewScreen: Screen = {
  title: 'Overview',
  act: (state, action) => (action === 'open' ? { ...state, screen: 'targets' } : null),
};
