import { keyLabel } from './key-label.ts';
import { keymap } from './keymap.ts';

/** The keymap as the Markdown table of docs/dashboard.md. */
export function keymapMarkdown(): string {
  const rows = keymap.map(
    ({ keys, help, on }) =>
      `| ${keys.map((key) => `\`${keyLabel(key)}\``).join(' ')} | ${help}${on ? ` (${on.join(', ')})` : ''} |`,
  );
  return ['| Key | What it does |', '| --- | --- |', ...rows].join('\n');
}
