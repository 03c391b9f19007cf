import { readdirSync, readFileSync } from 'node:fs';

/** Parent of a process (proc(5)); null: it has ended meanwhile. */
function parentOf(pid: string): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[1]);
  } catch {
    return null;
  }
}

/** Process of the session of a dashboard: the one child of the process that draws. Linux. */
export function sessionOf(pid: number): number {
  const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  if (found.length !== 1) throw new Error(`${found.length} child processes of ${pid}; one was expected`);
  return Number(found[0]);
}
