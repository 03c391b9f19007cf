/** One fault of an input file or of a name that the user gave. Line and column count from 1; 0 means the whole file. */
export interface InputIssue {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `E_` and capitals, e.g. `E_UNKNOWN_KEY`. */
  readonly code: string;
  /** Path of the value in the document, e.g. `policies[1].threshold`; empty for the whole document. */
  readonly path: string;
  readonly message: string;
  readonly sourceLine?: string;
  readonly didYouMean?: string;
  readonly allowed?: readonly string[];
  /** What to do next, where the message does not say so already. */
  readonly hint?: string;
}

const mostIssues = 20;
const mostAllowed = 24;
/** Characters of a line that are shown; longer ones from half as many before the fault. */
const widestLine = 240;

function formatIssue(issue: InputIssue): string {
  const where = issue.line > 0 ? `${issue.file}:${issue.line}:${issue.column}` : issue.file;
  const lines = [
    `${where ? `${where} ` : ''}error ${issue.code} ${issue.path} ${issue.message}`.replace(/ {2,}/g, ' '),
  ];
  if (issue.sourceLine !== undefined) {
    const number = String(issue.line).padStart(5);
    // Tabs and wide lines: keep the caret under the character by repeating the tabs.
    const from = issue.column > widestLine ? issue.column - widestLine / 2 : 0;
    const shown = issue.sourceLine.slice(from, from + widestLine);
    const lead = shown.slice(0, issue.column - 1 - from).replace(/[^\t]/g, ' ');
    lines.push(`${number} | ${shown}`, `${' '.repeat(number.length)} | ${lead}^`);
  }
  if (issue.didYouMean) lines.push(`  did you mean "${issue.didYouMean}"?`);
  if (issue.allowed && issue.allowed.length > 0) {
    const rest = issue.allowed.length - mostAllowed;
    lines.push(
      `  allowed: ${issue.allowed.slice(0, mostAllowed).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`,
    );
  }
  if (issue.hint) lines.push(`  ${issue.hint}`);
  return lines.join('\n');
}

/**
 * Input that cannot be used: all faults at once, sorted by place, the message printing at most 20 of them. The command
 * line ends with exit code 3.
 */
export class InputError extends Error {
  readonly issues: readonly InputIssue[];
  readonly exitCode = 3;

  constructor(issues: readonly InputIssue[]) {
    const sorted = [...issues].sort(
      (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
    );
    const shown = sorted.slice(0, mostIssues).map(formatIssue);
    if (sorted.length > mostIssues) shown.push(`and ${sorted.length - mostIssues} more errors`);
    // Lines of the file are quoted: a terminal must not obey what is in them.
    super(shown.join('\n').replace(/(?![\n\t])\p{Cc}/gu, '?'));
    this.name = 'InputError';
    this.issues = sorted;
  }
}
