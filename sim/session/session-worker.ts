import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { answers } from './answers/answers.ts';
import { serveSession } from './serve-session.ts';
import { openSessionContext, type SessionSettings } from './session-context.ts';

// Entry of the session's thread.
// Linux counts niceness by thread, and threads inherit it: keys and frames of whoever asks go before all answers.
// Elsewhere it is of the whole process.
if (process.platform === 'linux') setPriority(10);
const port = parentPort!;
const settings = workerData as SessionSettings;
port.on(
  'message',
  serveSession(openSessionContext(settings), answers, (message) => port.postMessage(message)),
);
