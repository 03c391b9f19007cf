import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { helpLines } from '../keys/help-lines.ts';
import type { DashboardState } from '../state/state.ts';
import { helpHeight } from '../terminal/frame-layout.ts';
import { Tinted } from './tinted.tsx';

const labelWidth = 15;

/** Keys and commands, scrolled where the terminal is too low for them, filtered by what is typed after `/`. */
export function Help({ state }: { readonly state: DashboardState }): ReactNode {
  const from = state.help ?? 0;
  const lines = helpLines(state.helpFilter);
  const part = lines.slice(from, from + helpHeight(state.viewport));
  const left = lines.length - from - part.length;
  return (
    <Box flexDirection="column">
      <Text bold>{state.helpFilter ? `Keys with "${state.helpFilter}"` : 'Keys'}</Text>
      {part.map(({ label, help }) => (
        <Text key={label} wrap="truncate">
          {label.padEnd(labelWidth) + help}
        </Text>
      ))}
      <Tinted tone="quiet">
        {left > 0
          ? `${left} more: ↓ or j`
          : lines.length === 0
            ? 'no such key'
            : '? or Esc closes, / searches'}
      </Tinted>
    </Box>
  );
}
