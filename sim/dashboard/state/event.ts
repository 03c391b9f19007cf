import type { Action } from '../keys/keymap.ts';
import type { MouseEvent } from '../keys/mouse-event.ts';
import type { PromptEdit } from '../prompt/prompt.ts';
import type { Viewport } from '../terminal/frame-layout.ts';
import type { AnswerIn, PartIn, Slot } from './wants.ts';

/** What can happen to the dashboard. Events about a question carry its slot and key: a late one is known by them. */
export type DashboardEvent =
  | { readonly type: 'action'; readonly action: Action }
  /** Text, or an edit, while a prompt is open. */
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'edited'; readonly edit: PromptEdit }
  | { readonly type: 'mouse'; readonly event: MouseEvent }
  | { readonly type: 'resized'; readonly viewport: Viewport }
  | { readonly type: 'asked'; readonly slot: Slot; readonly key: string }
  | { readonly type: 'waited'; readonly slot: Slot; readonly key: string; readonly seconds: number }
  | { readonly type: 'part'; readonly slot: Slot; readonly key: string; readonly part: PartIn<Slot> }
  | { readonly type: 'answered'; readonly slot: Slot; readonly key: string; readonly answer: AnswerIn<Slot> }
  | { readonly type: 'failed'; readonly slot: Slot; readonly key: string; readonly problem: string };

/** What comes back from the session. */
export type SlotEvent = Extract<DashboardEvent, { readonly slot: Slot }>;
