import type { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import { editDistance } from './edit-distance.ts';
import type { InputIssue } from './input-error.ts';
import { schemaKeys } from './schema-keys.ts';

/** A fault before its place in the text is known. */
export interface FoundIssue extends Pick<InputIssue, 'code' | 'message' | 'allowed' | 'didYouMean' | 'hint'> {
  readonly path: readonly PropertyKey[];
  /** Point at the key, not at its value. */
  readonly atKey?: boolean;
}

type Raw = z.core.$ZodIssue;

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );

function spell(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of settings';
  if (typeof value === 'string')
    return `the text "${value.length > 40 ? `${value.slice(0, 40)}...` : value}"`;
  return `${value}`;
}

const expectedWords: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a group of settings',
  record: 'a group of settings',
  string: 'text',
};

const orJoin = (bound: number | bigint, inclusive: boolean | undefined, low: boolean): string => {
  if (low) return inclusive ? `at least ${bound}` : `above ${bound}`;
  return inclusive ? `at most ${bound}` : `below ${bound}`;
};

function unknownKeys(
  issue: Raw & { code: 'unrecognized_keys' },
  path: PropertyKey[],
  schema: z.ZodType,
  value: unknown,
) {
  const allowed = schemaKeys(schema, path, value);
  const here = valueAt(value, path);
  const present = typeof here === 'object' && here !== null ? Object.keys(here) : [];
  const free = allowed.filter((key) => !present.includes(key));
  return issue.keys.map((key): FoundIssue => {
    const guess = didYouMean(key, free) ?? didYouMean(key, allowed);
    return {
      path: [...path, key],
      atKey: true,
      code: 'E_UNKNOWN_KEY',
      message: 'is not a setting here.',
      allowed,
      ...(guess ? { didYouMean: guess } : {}),
    };
  });
}

function wrongValue(issue: Raw & { code: 'invalid_value' }, path: PropertyKey[], value: unknown): FoundIssue {
  const allowed = issue.values.map(String);
  const found = valueAt(value, path);
  const guess = typeof found === 'string' ? didYouMean(found, allowed) : null;
  return {
    path,
    code: found === undefined ? 'E_MISSING_KEY' : 'E_VALUE',
    message:
      found === undefined ? 'is missing.' : `is ${spell(found)}, which is not one of the allowed values.`,
    allowed,
    ...(guess ? { didYouMean: guess } : {}),
  };
}

function describe(issue: Raw, schema: z.ZodType, value: unknown, base: readonly PropertyKey[]): FoundIssue[] {
  const path = [...base, ...issue.path];
  const found = valueAt(value, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKeys(issue, path, schema, value);
    case 'invalid_value':
      return [wrongValue(issue, path, value)];
    case 'invalid_type': {
      const expected = expectedWords[issue.expected] ?? issue.expected;
      return found === undefined
        ? [{ path, code: 'E_MISSING_KEY', message: `is missing; it must be ${expected}.` }]
        : [{ path, code: 'E_TYPE', message: `must be ${expected}, but is ${spell(found)}.` }];
    }
    case 'too_small':
    case 'too_big': {
      const low = issue.code === 'too_small';
      const bound = issue.code === 'too_small' ? issue.minimum : issue.maximum;
      const counted = issue.origin === 'array' ? 'entries' : issue.origin === 'string' ? 'characters' : null;
      const range = orJoin(bound, issue.inclusive, low);
      const message = counted
        ? `must hold ${range} ${Number(bound) === 1 ? (counted === 'entries' ? 'entry' : 'character') : counted}.`
        : `must be ${range}, but is ${spell(found)}.`;
      return [{ path, code: 'E_RANGE', message }];
    }
    case 'invalid_union': {
      if (issue.errors.length === 0) {
        const allowed = (issue as { options?: readonly unknown[] }).options?.map(String) ?? [];
        const guess = typeof found === 'string' ? didYouMean(found, allowed) : null;
        return [
          {
            path,
            code: found === undefined ? 'E_MISSING_KEY' : 'E_VALUE',
            message:
              found === undefined
                ? 'is missing.'
                : `is ${spell(found)}, which is not one of the allowed values.`,
            allowed,
            ...(guess ? { didYouMean: guess } : {}),
          },
        ];
      }
      // The form that the user meant is the one whose faults lie deepest, and among those the one with fewest.
      const depth = (issues: readonly Raw[]) => Math.max(...issues.map((inner) => inner.path.length));
      const best = [...issue.errors].sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
      return best.flatMap((inner) => describe(inner, schema, value, path));
    }
    case 'invalid_key':
      return [
        {
          path,
          atKey: true,
          code: 'E_KEY',
          message: `is not a name allowed here: ${issue.issues[0]?.message ?? ''}`,
        },
      ];
    default: {
      const params = (issue as { params?: { code?: string } }).params;
      return [{ path, code: params?.code ?? 'E_VALUE', message: `${issue.message.replace(/\.$/, '')}.` }];
    }
  }
}

/**
 * Zod's issues in the words of a user: what was found, what is allowed, what was likely meant. A missing key and an
 * unknown key of nearly the same spelling in one object are one mistake and become one issue.
 */
export function describeIssues(schema: z.ZodType, value: unknown, raw: readonly Raw[]): FoundIssue[] {
  const found = raw.flatMap((issue) => describe(issue, schema, value, []));
  const sibling = (a: FoundIssue, b: FoundIssue) =>
    a.path.length === b.path.length && a.path.slice(0, -1).every((step, i) => step === b.path[i]);
  return found.filter(
    (missing) =>
      missing.code !== 'E_MISSING_KEY' ||
      !found.some(
        (unknown) =>
          unknown.code === 'E_UNKNOWN_KEY' &&
          sibling(missing, unknown) &&
          (unknown.didYouMean === missing.path.at(-1) ||
            editDistance(String(unknown.path.at(-1)), String(missing.path.at(-1))) <= 2),
      ),
  );
}
