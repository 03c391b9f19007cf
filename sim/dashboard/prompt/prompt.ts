/** A line that is being typed; while it is open, keys are text. */
export interface Prompt {
  /** What it is for: `command`, `filter`, `help`, or a kind that the screen shown knows (`Screen.entered`). */
  readonly kind: string;
  /** Shown before the text. */
  readonly label: string;
  readonly text: string;
}

/** What is done to it besides typing. */
export type PromptEdit = 'erase' | 'erase-word' | 'erase-all' | 'submit' | 'cancel' | 'complete';

/** The prompt after keys that only change its text. */
export function edited(prompt: Prompt, edit: 'erase' | 'erase-word' | 'erase-all'): Prompt {
  const letters = [...prompt.text];
  switch (edit) {
    case 'erase':
      return { ...prompt, text: letters.slice(0, -1).join('') };
    case 'erase-word':
      return { ...prompt, text: prompt.text.replace(/\S*\s*$/, '') };
    case 'erase-all':
      return { ...prompt, text: '' };
  }
}

const mostCharacters = 200;

/** The prompt with text appended; control characters (of a paste, say) are left out. */
export function typed(prompt: Prompt, text: string): Prompt {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is left out
  const clean = text.replace(/[\x00-\x1f\x7f]/g, '');
  return { ...prompt, text: [...(prompt.text + clean)].slice(0, mostCharacters).join('') };
}
