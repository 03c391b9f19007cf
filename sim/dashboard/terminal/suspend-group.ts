/** Stops the program as the terminal's own Ctrl-Z does: the whole group, with npm, which may have started it. */
export function suspendGroup(): void {
  process.kill(0, 'SIGTSTP');
}
