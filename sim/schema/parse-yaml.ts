import { type Document, isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { describeIssues, type FoundIssue } from './describe-issues.ts';
import { InputError, type InputIssue } from './input-error.ts';

/** A document that satisfies its schema, and a way to point at any place in it. */
export interface ParsedYaml<T> {
  readonly value: T;
  /** The issue at `path`, with line, column and source line; for checks that a schema cannot express. */
  issueAt(
    path: readonly PropertyKey[],
    code: string,
    message: string,
    more?: Pick<InputIssue, 'allowed' | 'didYouMean' | 'hint'>,
  ): InputIssue;
}

/** `policies[1].threshold` */
const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step}]` : text === '' ? String(step) : `${text}.${String(step)}`,
    '',
  );

/** Offset of the value at `path`, or of its nearest existing ancestor; of the key itself with `wantKey`. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], wantKey: boolean): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length > 1 ? document.getIn(path.slice(0, length - 1), true) : document.contents;
    const step = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isPair(item) && String(item.key) === String(step));
      const key = pair?.key;
      // A missing key deeper down is reported at the key that should hold it.
      const useKey = wantKey || length < path.length || !isNode(pair?.value) || !pair.value.range;
      if (pair && useKey && isNode(key) && key.range) return key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

/** A message of the parser without its full stop; what runs out of stack was nested too deep. */
const plain = (message: string): string =>
  /call stack/.test(message) ? 'nested too deep to be read' : message.replace(/\.?\s*$/, '');

/**
 * Reads a YAML text against a zod schema, keeping positions.
 * @throws InputError with every fault of the text: syntax, unknown and missing keys, wrong values
 */
export function parseYamlDocument<S extends z.ZodType>(
  schema: S,
  text: string,
  fileName: string,
): ParsedYaml<z.output<S>> {
  const counter = new LineCounter();
  const lines = text.split(/\r?\n/);
  const place = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return {
      file: fileName,
      line: Math.max(1, line),
      column: Math.max(1, col),
      sourceLine: lines[line - 1] ?? '',
    };
  };
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0)
    throw new InputError(
      document.errors.map((error) => ({
        ...place(error.pos[0]),
        code: 'E_YAML',
        path: '',
        message: `${plain(error.message)}.`,
      })),
    );
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new InputError([
      {
        ...place(0),
        code: 'E_YAML',
        path: '',
        message: `aliases cannot be resolved: ${plain((error as Error).message)}`,
      },
    ]);
  }
  const locate = (found: FoundIssue): InputIssue => {
    const { atKey, path, ...rest } = found;
    return { ...place(offsetOf(document, path, atKey ?? false)), ...rest, path: pathText(path) };
  };
  const result = schema.safeParse(value);
  if (!result.success) throw new InputError(describeIssues(schema, value, result.error.issues).map(locate));
  return {
    value: result.data,
    issueAt: (path, code, message, more) => locate({ path, code, message, ...more }),
  };
}

/** The value alone; see `parseYamlDocument`. */
export function parseYaml<S extends z.ZodType>(schema: S, text: string, fileName: string): z.output<S> {
  return parseYamlDocument(schema, text, fileName).value;
}
