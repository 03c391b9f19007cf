import { press } from '../keys/press.ts';
import type { DashboardStore } from '../state/store.ts';
import { harmless } from '../terminal/harmless.ts';
import { readInput } from '../terminal/read-input.ts';
import { suspendGroup } from '../terminal/suspend-group.ts';
import { spokenLines } from './spoken-lines.ts';

/** After a key, long enough for what it changes to settle. */
const afterKeyMs = 120;
/** Otherwise: somebody listens, and is interrupted by every line. */
const betweenMs = 3000;

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
    if (news.length > 0) output.write(`${harmless(news.join('\n'))}\n`);
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
  const unsubscribe = store.subscribe(() => {
    if (store.getState().exit) left();
    else sayWithin(betweenMs);
  });
  const stopped = () => {
    input.setRawMode(false);
    process.kill(process.pid, 'SIGSTOP');
  };
  const continued = () => {
    input.setRawMode(true);
    said = new Set();
    sayWithin(afterKeyMs);
  };
  process.on('SIGTSTP', stopped).on('SIGCONT', continued);
  input.setRawMode(true);
  const stopReading = readInput(
    input,
    (name) => {
      press(store, name, suspendGroup);
      sayWithin(afterKeyMs);
    },
    () => {},
  );
  try {
    output.write('SparseWatt dashboard for screen readers. ? lists the keys, q leaves.\n');
    say();
    if (!store.getState().exit) await gone;
  } finally {
    unsubscribe();
    if (timer) clearTimeout(timer);
    stopReading();
    process.off('SIGTSTP', stopped).off('SIGCONT', continued);
    input.setRawMode(false);
  }
}
