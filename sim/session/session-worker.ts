import { parentPort, workerData } from 'node:worker_threads';
import { answers } from './answers/answers.ts';
import { serveSession } from './serve-session.ts';
import { openSessionContext, type SessionSettings } from './session-context.ts';

// Entry of the session's thread.
const port = parentPort!;
const settings = workerData as SessionSettings;
port.on(
  'message',
  serveSession(openSessionContext(settings), answers, (message) => port.postMessage(message)),
);
