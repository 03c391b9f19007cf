import { Text } from 'ink';
import type { ReactNode } from 'react';
import { type ScreenId, screenIds } from '../screens/screen-id.ts';
import { screens } from '../screens/screens.ts';
import type { DashboardState } from '../state/state.ts';
import { Tinted } from './tinted.tsx';

/** First line: the screens, the current one in brackets, and the run. */
export function Header({ state }: { readonly state: DashboardState }): ReactNode {
  const tab = (screen: ScreenId, at: number) => {
    const title = `${at + 1} ${screens[screen].title}`;
    return state.screen === screen ? `[${title}]` : ` ${title} `;
  };
  const { report } = state;
  return (
    <Text wrap="truncate">
      <Text bold>SparseWatt </Text>
      {screenIds.map(tab).join('')}
      <Tinted tone="quiet">
        {'  '}
        {report.scenario.title || report.scenario.name} · seed {report.seed}
      </Tinted>
    </Text>
  );
}
