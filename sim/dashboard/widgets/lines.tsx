import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Field } from '../table/column.ts';
import { fitFields } from '../table/fit-fields.ts';
import { Tinted } from './tinted.tsx';

interface LinesProps {
  readonly lines: readonly (readonly Field[])[];
  readonly width: number;
  readonly height: number;
}

/** Lines of fields without anything between them, as many as there is height for; never wrapped. */
export function Lines({ lines, width, height }: LinesProps): ReactNode {
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {lines.slice(0, height).map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines and fields have no identity but their place
        <Text key={row} wrap="truncate">
          {fitFields(line, width).map(({ text, tone }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <Tinted key={at} tone={tone}>
              {text}
            </Tinted>
          ))}
        </Text>
      ))}
    </Box>
  );
}
