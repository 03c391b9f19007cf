import { type Document, isMap, isScalar, isSeq, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { parsePolicyName } from '../policies/policy-name.ts';
import type { PolicyValues } from '../policies/policy-parameter.ts';
import type { GovernorName } from '../targets/clocks/governor-name.ts';
import type { TargetClass } from '../targets/target.ts';

/** Settings that a scenario is to have in place of its own; what is absent stays. */
export interface ScenarioSettings {
  readonly name: string;
  readonly targetClass: TargetClass;
  /** A multiple of the dense service time, or ms, whichever the class states. */
  readonly deadline?: { readonly factor: number; readonly ms: number } | undefined;
  readonly batteryJ?: number | undefined;
  /** Capacity of the store, and by how much it grew: a text states a battery's capacity, but a capacitor's capacitance. */
  readonly store?: { readonly capacityJ: number; readonly factor: number } | undefined;
  /** Of a target by its name in the text: `before` is null where that has no governors. */
  readonly governor?:
    | {
        readonly target: string;
        readonly before: GovernorName | null;
        readonly after: GovernorName;
      }
    | undefined;
  /** Policies in whose place others come, by name; settings are part of names. */
  readonly replaced?: Readonly<Record<string, string>> | undefined;
  /** Further entries at the end of the list. */
  readonly added?: readonly string[] | undefined;
}

/**
 * The text of a scenario with other settings; comments and order of everything else stay. A class of targets has one
 * deadline: where the text states a factor, it goes on doing so.
 * @returns the text, and the policies that a scenario cannot name (static points of a ladder)
 */
export function scenarioWithSettings(
  text: string,
  settings: ScenarioSettings,
): { readonly text: string; readonly left: readonly string[] } {
  const document = parseDocument(text);
  document.set('name', settings.name);
  const ofClass = ['classes', settings.targetClass];
  const { deadline, batteryJ, store, governor } = settings;
  if (deadline) {
    if (document.hasIn([...ofClass, 'deadlineMs']))
      document.setIn([...ofClass, 'deadlineMs'], sixDigits(deadline.ms));
    else document.setIn([...ofClass, 'deadlineFactor'], sixDigits(deadline.factor));
  }
  if (batteryJ !== undefined) document.setIn([...ofClass, 'batteryJ'], batteryJ);
  if (store) {
    const supply = [...ofClass, 'environment', 'supply'];
    const capacitance = [...supply, 'capacitor', 'capacitanceF'];
    if (document.hasIn(capacitance))
      document.setIn(capacitance, sixDigits(Number(document.getIn(capacitance)) * store.factor));
    else document.setIn([...supply, 'battery', 'capacityJ'], store.capacityJ);
  }
  if (governor) {
    const targets = document.toJSON().targets as readonly { readonly target: string }[];
    const path = ['targets', targets.findIndex(({ target }) => target === governor.target), 'governors'];
    const listed = document.getIn(path);
    const names: readonly unknown[] = isSeq(listed) ? listed.toJSON() : [];
    const changed = names.map((name) => (name === governor.before ? governor.after : name));
    const list = document.createNode([...new Set(changed.length > 0 ? changed : [governor.after])]);
    list.flow = true;
    document.setIn(path, list);
  }
  const left: string[] = [];
  for (const [before, after] of Object.entries(settings.replaced ?? {}))
    if (!replacePolicy(document, before, after)) left.push(after);
  for (const name of settings.added ?? [])
    if (isNameable(name)) document.addIn(['policies'], entryOf(document, name));
    else left.push(name);
  return { text: document.toString({ lineWidth: 0 }), left };
}

const sixDigits = (value: number) => Number(value.toPrecision(6));

/** Static points are named by the group `static` alone. */
const isNameable = (name: string) => !/^(static-|small-dense-)/.test(name);

function entryOf(document: Document, name: string) {
  const { id, values } = parsePolicyName(name);
  if (Object.keys(values).length === 0) return id;
  const node = document.createNode({ policy: id, ...values }) as YAMLMap;
  node.flow = true;
  return node;
}

function replacePolicy(document: Document, before: string, after: string): boolean {
  const list = document.get('policies');
  if (!isSeq(list) || !isNameable(after)) return false;
  const at = list.items.findIndex((item) => {
    const entry = isScalar(item) ? item.value : isMap(item) ? item.toJSON() : null;
    return typeof entry === 'string' ? entry === before : entry !== null && sameEntry(entry, before);
  });
  if (at < 0) return false;
  const { comment, commentBefore, spaceBefore } = list.items[at] as Scalar;
  const node = document.createNode(entryOf(document, after)) as YAMLMap;
  Object.assign(node, { comment, commentBefore, spaceBefore });
  list.items[at] = node;
  return true;
}

function sameEntry({ policy, ...set }: { policy?: unknown }, name: string): boolean {
  const { id, values } = parsePolicyName(name);
  // A name leaves defaults out; what it states must be in the entry.
  return (
    policy === id && Object.entries(values).every(([key, value]) => (set as PolicyValues)[key] === value)
  );
}
