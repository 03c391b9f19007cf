import type { Key } from 'node:readline';

const names: Readonly<Record<string, string>> = { enter: 'return', linefeed: 'return' };

/**
 * Names of what was pressed, e.g. `j`, `up`, `shift-tab`, `ctrl-c`. A key with Alt comes as Escape and the key, as a
 * terminal sends it: it cannot tell the two apart when they come together.
 * @param text, key as Node's `keypress` event gives them
 */
export function keyNames(text: string | undefined, key: Key): readonly string[] {
  const { name, ctrl, meta, shift, sequence = '' } = key;
  if (name === 'escape') return sequence === '\x1b\x1b' ? ['escape', 'escape'] : ['escape'];
  if (meta && sequence.length === 2) return ['escape', sequence[1]!];
  if (ctrl && name) return [`ctrl-${name}`];
  if (name === 'tab') return [shift ? 'shift-tab' : 'tab'];
  const printable = text !== undefined && [...text].length === 1 && text >= ' ' && text !== '\x7f';
  if (printable) return [text];
  return name === undefined ? [] : [names[name] ?? name];
}
