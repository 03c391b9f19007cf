import { Box } from 'ink';
import type { ReactNode } from 'react';
import type { DashboardState } from '../../state/state.ts';
import { bodyHeight } from '../../terminal/frame-layout.ts';
import { Tinted } from '../../widgets/tinted.tsx';
import { overviewLines } from './overview-lines.ts';

/** The run as a whole. */
export function OverviewView({ state }: { readonly state: DashboardState }): ReactNode {
  const height = bodyHeight(state.viewport);
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {overviewLines(state)
        .slice(0, height)
        .map(({ text, tone }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity but their place
          <Tinted key={at} wrap="truncate" tone={tone}>
            {text === '' ? ' ' : text}
          </Tinted>
        ))}
    </Box>
  );
}
