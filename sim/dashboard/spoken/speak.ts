import { emitKeypressEvents, type Key } from 'node:readline';
import { keyEvent } from '../keys/key-event.ts';
import type { DashboardStore } from '../state/store.ts';
import { spokenLines } from './spoken-lines.ts';

/** After a key, long enough for what it changes to settle. */
const afterKeyMs = 120;
/** Otherwise: somebody listens, and is interrupted by every line. */
const betweenMs = 3000;

const names: Readonly<Record<string, string>> = { enter: 'return', linefeed: 'return' };

function nameOf(text: string | undefined, key: Key): string | null {
  if (key.ctrl && key.name) return `ctrl-${key.name}`;
  if (key.name === 'tab') return key.shift ? 'shift-tab' : 'tab';
  if (text !== undefined && [...text].length === 1 && text >= ' ' && text !== '\x7f') return text;
  return key.name === undefined ? null : (names[key.name] ?? key.name);
}

/**
 * The dashboard for a screen reader: nothing is drawn, the lines that changed are printed, at most every few seconds
 * unless a key was pressed. Resolves when the user leaves.
 */
export async function speak(
  store: DashboardStore,
  input: NodeJS.ReadStream,
  output: NodeJS.WriteStream,
): Promise<void> {
  let said = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let dueMs = Number.POSITIVE_INFINITY;
  const say = () => {
    timer = null;
    dueMs = Number.POSITIVE_INFINITY;
    const lines = spokenLines(store.getState());
    const news = lines.filter((line) => !said.has(line));
    said = new Set(lines);
    if (news.length > 0) output.write(`${news.join('\n')}\n`);
  };
  const sayWithin = (ms: number) => {
    if (Date.now() + ms >= dueMs) return;
    if (timer) clearTimeout(timer);
    dueMs = Date.now() + ms;
    timer = setTimeout(say, ms);
  };
  let left = () => {};
  const gone = new Promise<void>((resolve) => {
    left = resolve;
  });
  const onKey = (text: string | undefined, key: Key) => {
    const name = nameOf(text, key);
    const event = name === null ? null : keyEvent(store.getState(), name);
    if (event?.type === 'action' && event.action === 'suspend') process.kill(process.pid, 'SIGSTOP');
    else if (event) store.dispatch(event);
    sayWithin(afterKeyMs);
  };
  const unsubscribe = store.subscribe(() => {
    if (store.getState().exit) left();
    else sayWithin(betweenMs);
  });
  emitKeypressEvents(input);
  input.setRawMode(true);
  input.on('keypress', onKey).resume();
  try {
    output.write('SparseWatt dashboard for screen readers. ? lists the keys, q leaves.\n');
    say();
    if (!store.getState().exit) await gone;
  } finally {
    unsubscribe();
    if (timer) clearTimeout(timer);
    input.off('keypress', onKey).pause();
    input.setRawMode(false);
  }
}
