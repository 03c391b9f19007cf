import { runCommand } from '../../sim/dashboard/prompt/run-command.ts';
import type { DashboardState } from '../../sim/dashboard/state/state.ts';

/** The state after a command that does what it says. @throws Error where it does not */
export function command(state: DashboardState, text: string): DashboardState {
  const outcome = runCommand(state, text);
  if (outcome.kind !== 'state')
    throw new Error(`${text}: ${outcome.kind === 'problem' ? outcome.text : 'action'}`);
  return outcome.state;
}
