import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import type { Field } from '../table/column.ts';
import { Tinted } from './tinted.tsx';

interface LinesProps {
  readonly lines: readonly (readonly Field[])[];
  readonly height: number;
}

/** Lines of fields that touch one another, as many as there is height for; blank lines fill the rest. */
export function Lines({ lines, height }: LinesProps): ReactNode {
  return (
    <Box flexDirection="column" height={height} flexShrink={0}>
      {Array.from({ length: height }, (_, at) => {
        const fields = lines[at] ?? [];
        const isBlank = fields.every(({ text }) => text === '');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity but their place
          <Text key={at} wrap="truncate">
            {isBlank
              ? ' '
              : fields.map(({ text, tone }, field) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: nor have the fields
                  <Tinted key={field} tone={tone}>
                    {text}
                  </Tinted>
                ))}
          </Text>
        );
      })}
    </Box>
  );
}
