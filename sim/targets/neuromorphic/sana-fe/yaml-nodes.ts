import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from 'yaml';
import { InputError, type InputIssue } from '../../../schema/input-error.ts';
import type { At } from './raw-network.ts';

/** One key of a mapping, or of a list of mappings, which these files use for the same thing. */
export interface Entry {
  readonly key: string;
  readonly value: Node | null;
  readonly at: At;
}

/** A YAML document as nodes that know their place. Large lists stay nodes: only what is read becomes values. */
export class YamlNodes {
  readonly root: Node | null;
  readonly issues: InputIssue[] = [];
  readonly #counter = new LineCounter();
  readonly #file: string;
  readonly #lines: string[];

  /** @throws InputError E_YAML with every fault of syntax */
  constructor(text: string, file: string) {
    this.#file = file;
    this.#lines = text.split(/\r?\n/);
    const document = parseDocument(text, { lineCounter: this.#counter, prettyErrors: false });
    if (document.errors.length > 0)
      throw new InputError(
        document.errors.map((error) => this.#issue(error.pos[0], 'E_YAML', `${error.message}.`, {})),
      );
    this.root = document.contents as Node | null;
  }

  /** Issues that point at a node; at the beginning of the file without one. */
  at(node: Node | null | undefined): At {
    const offset = node?.range?.[0] ?? 0;
    return (code, message, more = {}) => this.#issue(offset, code, message, more);
  }

  report(issue: InputIssue): void {
    this.issues.push(issue);
  }

  /** Keys of a mapping or of a list of mappings; nothing for an absent or empty node, an issue for anything else. */
  entries(node: Node | null | undefined): Entry[] {
    if (node === null || node === undefined || (isScalar(node) && node.value === null)) return [];
    if (isSeq(node)) return node.items.flatMap((item) => this.entries(item as Node));
    if (isPair(node)) return [this.#entry(node.key as Node, node.value as Node | null)];
    if (isMap(node))
      return node.items.map(({ key, value }) => this.#entry(key as Node, value as Node | null));
    this.report(this.at(node)('E_TYPE', 'must be a group of settings.'));
    return [];
  }

  /** Items of a list. */
  items(node: Node | null | undefined, what: string): Node[] {
    if (isSeq(node)) return node.items as Node[];
    this.report(this.at(node)('E_TYPE', `${what} must be a list.`));
    return [];
  }

  /** A scalar as it is written: 1.10 is a core, not the number 1.1. */
  text(node: Node | null | undefined): string {
    if (!isScalar(node)) {
      this.report(this.at(node)('E_TYPE', 'must be one value, not a list or a group of settings.'));
      return '';
    }
    return (node as Scalar).source ?? String((node as Scalar).value);
  }

  /** A list of numbers. */
  numbers(node: Node | null | undefined, what: string): number[] {
    return this.items(node, what).map((item) => {
      const value = isScalar(item) ? item.value : null;
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      this.report(this.at(item)('E_NUMBER', `${what} must be finite numbers.`));
      return 0;
    });
  }

  #entry(key: Node, value: Node | null): Entry {
    return { key: this.text(key), value, at: this.at(key) };
  }

  #issue(offset: number, code: string, message: string, more: Partial<InputIssue>): InputIssue {
    const { line, col } = this.#counter.linePos(offset);
    const sourceLine = (this.#lines[line - 1] ?? '').slice(0, 160);
    return {
      file: this.#file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      code,
      path: '',
      message,
      sourceLine,
      ...more,
    };
  }
}
