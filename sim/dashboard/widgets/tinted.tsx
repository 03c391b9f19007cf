import { Text, type TextProps } from 'ink';
import { type ReactNode, useContext } from 'react';
import { ThemeContext } from '../look/theme-context.ts';
import type { Tone } from '../table/column.ts';

interface TintedProps extends TextProps {
  readonly tone?: Tone | undefined;
}

/** Text in the theme's colour of a tone. */
export function Tinted({ tone = 'plain', ...props }: TintedProps): ReactNode {
  return <Text {...useContext(ThemeContext)[tone]} {...props} />;
}
