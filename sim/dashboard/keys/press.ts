import type { DashboardStore } from '../state/store.ts';
import { keyEvent } from './key-event.ts';

/** Does what a key does. @param onSuspend called for the one key whose effect is outside the state */
export function press(store: DashboardStore, name: string, onSuspend: () => void): void {
  const event = keyEvent(store.getState(), name);
  if (event?.type === 'action' && event.action === 'suspend') onSuspend();
  else if (event) store.dispatch(event);
}
