import { setPriority } from 'node:os';
import { removeParts } from '../report/trace/remove-parts.ts';
import { answers } from './answers/answers.ts';
import type { ToSession } from './message.ts';
import { serveSession } from './serve-session.ts';
import { openSessionContext, type SessionSettings } from './session-context.ts';

// Entry of the session's process. Linux counts niceness by thread, and threads inherit it: keys and frames of whoever asks go
// before all answers.
setPriority(10);
const settings = JSON.parse(process.argv[2]!) as SessionSettings;
const serve = serveSession(openSessionContext(settings), answers, (message) => process.send?.(message));
process.on('message', (message: ToSession) => serve(message));
// Whoever asked has ended without a word.
process.on('disconnect', () => {
  removeParts(settings.cwd);
  process.exit();
});
