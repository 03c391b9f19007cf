import { Text } from 'ink';
import type { ReactNode } from 'react';
import { screenIds } from '../screens/screen-id.ts';
import { screens } from '../screens/screens.ts';
import type { DashboardState } from '../state/state.ts';
import { tabTexts } from './tab-texts.ts';
import { Tinted } from './tinted.tsx';

/** First line: the screens, the current one in brackets, and the run. */
export function Header({ state }: { readonly state: DashboardState }): ReactNode {
  const name = 'SparseWatt ';
  const titles = screenIds.map((screen) => screens[screen].title);
  const room = state.viewport.columns - name.length;
  const tabs = tabTexts(titles, screenIds.indexOf(state.screen), room);
  const { report } = state;
  return (
    <Text wrap="truncate">
      <Text bold>{name}</Text>
      {tabs.join('')}
      <Tinted tone="quiet">
        {'  '}
        {report.scenario.title || report.scenario.name} · seed {report.seed}
      </Tinted>
    </Text>
  );
}
