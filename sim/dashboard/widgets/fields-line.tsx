import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Field } from '../table/column.ts';
import { toneColour } from './tone-colour.ts';

/** Fields side by side on one line, cut at its end. */
export function FieldsLine({ fields }: { readonly fields: readonly Field[] }): ReactNode {
  return (
    <Text wrap="truncate">
      {fields.map(({ text, tone }, at) => (
        <Text key={text} {...toneColour(tone)}>
          {(at > 0 ? '  ' : '') + text}
        </Text>
      ))}
    </Text>
  );
}
