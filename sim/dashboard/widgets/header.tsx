import { Text } from 'ink';
import type { ReactNode } from 'react';
import { beforeTabs, tabs } from '../screens/tabs.ts';
import type { DashboardState } from '../state/state.ts';
import { Tinted } from './tinted.tsx';

/** First line: the screens, the current one in brackets, and the run. */
export function Header({ state }: { readonly state: DashboardState }): ReactNode {
  const { report } = state;
  return (
    <Text wrap="truncate">
      <Text bold>{beforeTabs}</Text>
      {tabs(state.screen)
        .map(({ text }) => text)
        .join('')}
      <Tinted tone="quiet">
        {'  '}
        {report.scenario.title || report.scenario.name} · seed {report.seed}
      </Tinted>
    </Text>
  );
}
