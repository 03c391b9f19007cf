import { Box } from 'ink';
import type { ReactNode } from 'react';
import { wrapWithin } from '../table/wrap-within.ts';
import { detailLines, type Viewport } from '../terminal/frame-layout.ts';
import { Lines } from './lines.tsx';
import { Tinted } from './tinted.tsx';

/** A rule and the lines about the selected row. */
export function Details({
  lines,
  viewport,
}: {
  readonly lines: readonly string[];
  readonly viewport: Viewport;
}): ReactNode {
  const { columns } = viewport;
  const height = detailLines(viewport);
  return (
    <Box flexDirection="column" height={height + 1} flexShrink={0}>
      <Tinted tone="quiet">{'─'.repeat(columns)}</Tinted>
      <Lines
        lines={wrapWithin(
          lines.map((text) => [{ text }]),
          columns,
          height,
        )}
        height={height}
      />
    </Box>
  );
}
