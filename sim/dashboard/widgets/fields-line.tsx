import { Text } from 'ink';
import type { ReactNode } from 'react';
import type { Field } from '../table/column.ts';
import { Tinted } from './tinted.tsx';

/** Fields side by side on one line, cut at its end. */
export function FieldsLine({ fields }: { readonly fields: readonly Field[] }): ReactNode {
  return (
    <Text wrap="truncate">
      {fields.map(({ text, tone }, at) => (
        <Tinted key={text} tone={tone}>
          {(at > 0 ? '  ' : '') + text}
        </Tinted>
      ))}
    </Text>
  );
}
