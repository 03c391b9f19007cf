import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { frameHeight, type Viewport } from '../frame-layout.ts';
import { keyLabel } from '../key-label.ts';
import { keymap } from '../keymap.ts';

const labelWidth = 16;

/** The whole keymap; on a low terminal in two columns. */
export function Help({ viewport }: { readonly viewport: Viewport }): ReactNode {
  const lines = keymap.map(({ action, keys, help }) => ({
    action,
    label: keys.map(keyLabel).join(' ').padEnd(labelWidth),
    help,
  }));
  const room = frameHeight(viewport) - 2;
  const columns = Math.ceil(lines.length / room);
  const perColumn = Math.ceil(lines.length / columns);
  const width = Math.floor(viewport.columns / columns);
  return (
    <Box flexDirection="column">
      <Text bold>Keys</Text>
      <Text> </Text>
      <Box>
        {Array.from({ length: columns }, (_, column) =>
          lines.slice(column * perColumn, (column + 1) * perColumn),
        ).map((part) => (
          <Box key={part[0]?.action} flexDirection="column" width={width} flexShrink={0}>
            {part.map(({ action, label, help }) => (
              <Text key={action} wrap="truncate">
                {label}
                {help}
              </Text>
            ))}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
