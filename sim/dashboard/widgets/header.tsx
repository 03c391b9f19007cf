import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { DashboardState, ScreenId } from '../state/state.ts';

/** First line: the screens, the current one in brackets, and the run. */
export function Header({ state }: { readonly state: DashboardState }): ReactNode {
  const tab = (screen: ScreenId, title: string) => (state.screen === screen ? `[${title}]` : ` ${title} `);
  const { report } = state;
  return (
    <Text wrap="truncate">
      <Text bold>SparseWatt </Text>
      {tab('targets', '1 Targets')}
      {tab('policies', '2 Policies')}
      <Text dimColor>
        {'  '}
        {report.scenario.title || report.scenario.name} · seed {report.seed}
      </Text>
    </Text>
  );
}
