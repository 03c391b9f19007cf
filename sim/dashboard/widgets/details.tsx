import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { detailLines } from '../terminal/frame-layout.ts';
import { Tinted } from './tinted.tsx';

/** A rule and the lines about the selected row. */
export function Details({
  lines,
  width,
}: {
  readonly lines: readonly string[];
  readonly width: number;
}): ReactNode {
  return (
    <Box flexDirection="column" height={detailLines + 1} flexShrink={0}>
      <Tinted tone="quiet">{'─'.repeat(width)}</Tinted>
      {lines.slice(0, detailLines).map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity but their place
        <Text key={at} wrap="truncate">
          {line === '' ? ' ' : line}
        </Text>
      ))}
    </Box>
  );
}
