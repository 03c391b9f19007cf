import { fork } from 'node:child_process';
import { removeParts } from '../report/trace/remove-parts.ts';
import { compiledWorker } from '../sweep/compiled-worker.ts';
import type { FromSession, ToSession } from './message.ts';
import type { Session } from './session.ts';
import type { SessionSettings } from './session-context.ts';

interface Pending {
  readonly onPart: (part: never) => void;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

const entry = 'sim/session/session-process.js';

/**
 * A session stays open for hours, and what its threads have used should go back. By its own measure V8 lets the heap of each
 * grow to several times what is in use: here it collects once a heap has grown by a fifth, and young objects have 2 MB in place
 * of 16.
 */
const smallHeaps = ['--heap-growing-percent=20', '--max-semi-space-size=2'];
/**
 * For the C library, which reads it when a process starts: by itself it has an arena or more a thread, gives back little of
 * them, and puts ever larger buffers there. From 128 KiB on they are now the system's own, and go back at once.
 */
const smallArenas = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' };

/**
 * Opens a session in a process of its own; what it does never blocks the caller, nor fills its memory.
 * @throws Error when the build is missing
 */
export function openSession(settings: SessionSettings): Session {
  const child = fork(compiledWorker(entry), [JSON.stringify(settings)], {
    // The parent's loaders (tsx, test runners) are of no use to compiled code.
    execArgv: smallHeaps,
    env: { ...smallArenas, ...process.env },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-2000);
  });
  const pending = new Map<number, Pending>();
  let asked = 0;
  let isEnded = false;
  let closed: (() => void) | null = null;
  const send = (message: ToSession) => {
    // What could not be sent is heard of as the end of the process.
    if (child.connected) child.send(message, () => {});
  };
  const end = (error: Error) => {
    isEnded = true;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
    closed?.();
  };
  child.on('error', end);
  child.on('exit', (code, signal) => {
    const said = lastWords.trim();
    end(new Error(`the process of the session has ended (${signal ?? code})${said && `: ${said}`}`));
  });
  child.on('message', (message: FromSession) => {
    if (message.kind === 'closed') return closed?.();
    const waiting = pending.get(message.id);
    if (!waiting) return;
    if (message.kind === 'part') return waiting.onPart(message.part as never);
    pending.delete(message.id);
    if (message.kind === 'answer') waiting.resolve(message.answer as never);
    else waiting.reject(Object.assign(new Error(message.error.message), message.error));
  });
  const stop = () => {
    child.kill('SIGKILL');
    removeParts(settings.cwd, child.pid);
  };

  return {
    ask: (kind, question, { signal, onPart } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        if (isEnded) return reject(new Error('the process of the session has ended'));
        const id = ++asked;
        pending.set(id, { onPart: onPart ?? (() => {}), resolve, reject });
        signal?.addEventListener('abort', () => {
          if (!pending.delete(id)) return;
          send({ kind: 'abort', id });
          reject(signal.reason);
        });
        send({ kind: 'ask', id, about: kind, question });
      }),
    close: async () => {
      if (!isEnded) {
        const ended = new Promise<void>((resolve) => {
          closed = resolve;
        });
        send({ kind: 'close' });
        await ended;
      }
      stop();
    },
    stop,
  };
}
