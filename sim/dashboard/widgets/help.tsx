import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { keyLabel } from '../keys/key-label.ts';
import { keymap } from '../keys/keymap.ts';
import { helpHeight, type Viewport } from '../terminal/frame-layout.ts';

const labelWidth = 15;

interface HelpProps {
  readonly viewport: Viewport;
  /** First line of the keymap to show. */
  readonly from: number;
}

/** The whole keymap, scrolled where the terminal is too low for it. */
export function Help({ viewport, from }: HelpProps): ReactNode {
  const height = helpHeight(viewport);
  const part = keymap.slice(from, from + height);
  const left = keymap.length - from - part.length;
  return (
    <Box flexDirection="column">
      <Text bold>Keys</Text>
      {part.map(({ action, keys, help }) => (
        <Text key={action} wrap="truncate">
          {keys.map(keyLabel).join(' ').padEnd(labelWidth) + help}
        </Text>
      ))}
      <Text dimColor>{left > 0 ? `${left} more: ↓ or j` : '? or Esc closes'}</Text>
    </Box>
  );
}
