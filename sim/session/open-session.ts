import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../package-root.ts';
import type { FromSession, ToSession } from './message.ts';
import type { Session } from './session.ts';
import type { SessionSettings } from './session-context.ts';

interface Pending {
  readonly onPart: (part: never) => void;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
}

/** Runs compiled code, as every thread does: Node 20 cannot load TypeScript in a worker. */
const entry = 'dist/sim/session/session-worker.js';

/**
 * Opens a session on a thread of its own; what it does never blocks the caller.
 * @throws Error when the build is missing
 */
export function openSession(settings: SessionSettings): Session {
  const file = join(packageRoot(), entry);
  if (!existsSync(file))
    throw new Error(`${file} is missing: worker threads need the compiled code; run \`npm run build\``);
  const worker = new Worker(file, { workerData: settings, execArgv: [] });
  const pending = new Map<number, Pending>();
  let asked = 0;
  let closed: (() => void) | null = null;
  const send = (message: ToSession) => worker.postMessage(message);

  const failAll = (error: unknown) => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
    closed?.();
  };
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('the thread of the session has ended')));
  worker.on('message', (message: FromSession) => {
    if (message.kind === 'closed') return closed?.();
    const waiting = pending.get(message.id);
    if (!waiting) return;
    if (message.kind === 'part') return waiting.onPart(message.part as never);
    pending.delete(message.id);
    if (message.kind === 'answer') waiting.resolve(message.answer as never);
    else waiting.reject(Object.assign(new Error(message.error.message), message.error));
  });

  return {
    ask: (kind, question, { signal, onPart } = {}) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
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
      const ended = new Promise<void>((resolve) => {
        closed = resolve;
      });
      send({ kind: 'close' });
      await ended;
      await worker.terminate();
    },
  };
}
