import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { helpText } from '../keys/help-text.ts';
import type { DashboardState } from '../state/state.ts';
import { helpHeight } from '../terminal/frame-layout.ts';
import { Tinted } from './tinted.tsx';

/** Keys and commands, scrolled where the terminal is too low for them, filtered by what is typed after `/`. */
export function Help({ state }: { readonly state: DashboardState }): ReactNode {
  const from = state.help ?? 0;
  const lines = helpText(state);
  const part = lines.slice(from, from + helpHeight(state.viewport));
  const left = lines.length - from - part.length;
  return (
    <Box flexDirection="column">
      <Text bold>{state.helpFilter ? `Keys with "${state.helpFilter}"` : 'Keys'}</Text>
      {part.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity but their place
        <Text key={at} wrap="truncate">
          {line}
        </Text>
      ))}
      <Tinted tone="quiet">
        {left > 0
          ? `${left} more: ↓, PgDn or G; / searches`
          : lines.length === 0
            ? 'no such key'
            : '? or Esc closes, / searches'}
      </Tinted>
    </Box>
  );
}
