import { Text } from 'ink';
import type { ReactNode } from 'react';
import { smallest, type Viewport } from '../terminal/frame-layout.ts';

/** Stands in for the screens while the terminal is too small for them. */
export function TooSmall({ viewport }: { readonly viewport: Viewport }): ReactNode {
  return (
    <Text wrap="truncate">
      needs {smallest.columns}×{smallest.rows}, is {viewport.columns}×{viewport.rows}; q quits
    </Text>
  );
}
