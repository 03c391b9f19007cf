import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { didYouMean } from '../../sim/schema/did-you-mean.ts';
import { editDistance } from '../../sim/schema/edit-distance.ts';
import { InputError } from '../../sim/schema/input-error.ts';
import { parseYaml, parseYamlDocument } from '../../sim/schema/parse-yaml.ts';

const schema = z.strictObject({
  rate: z.number().positive(),
  kind: z.enum(['steady', 'bursty']),
  source: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('file'), path: z.string() }),
    z.strictObject({ type: z.literal('inline'), rows: z.array(z.number()).min(1) }),
  ]),
  policies: z.array(z.strictObject({ name: z.string(), threshold: z.number().optional() })).default([]),
  power: z.union([z.number(), z.strictObject({ value: z.number(), unit: z.string() })]).optional(),
});

const good = 'rate: 1\nkind: steady\nsource: {type: file, path: a}\n';

function issuesOf(text: string) {
  try {
    parseYaml(schema, text, 'in.yaml');
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('accepted');
}

describe('parseYaml', () => {
  it('returns the value with defaults', () => {
    expect(parseYaml(schema, good, 'in.yaml')).toEqual({
      rate: 1,
      kind: 'steady',
      source: { type: 'file', path: 'a' },
      policies: [],
    });
  });

  it('reports all faults at once, in the order of the text, with line and column', () => {
    const error = issuesOf(
      'rate: -1\nkind: stedy\nsource:\n  type: file\n  paht: a\npolicies:\n  - name: x\n    treshold: 1\n  - {}\nextra: 2\n',
    );
    expect(error.issues.map((i) => `${i.line}:${i.column} ${i.code} ${i.path}`)).toEqual([
      '1:7 E_RANGE rate',
      '2:7 E_VALUE kind',
      '5:3 E_UNKNOWN_KEY source.paht',
      '8:5 E_UNKNOWN_KEY policies[0].treshold',
      '9:5 E_MISSING_KEY policies[1].name',
      '10:1 E_UNKNOWN_KEY extra',
    ]);
    expect(error.exitCode).toBe(3);
    expect(error.message).toContain(
      [
        'in.yaml:8:5 error E_UNKNOWN_KEY policies[0].treshold is not a setting here.',
        '    8 |     treshold: 1',
        '      |     ^',
        '  did you mean "threshold"?',
        '  allowed: name, threshold',
      ].join('\n'),
    );
  });

  it('names the form of a union that was meant', () => {
    const error = issuesOf(`${good}power: {value: 1, unti: W}\n`);
    expect(error.issues).toHaveLength(1);
    expect(error.issues[0]).toMatchObject({ code: 'E_UNKNOWN_KEY', didYouMean: 'unit', line: 4, column: 19 });
    expect(issuesOf('rate: 1\nkind: steady\nsource: {type: fil}').issues[0]).toMatchObject({
      path: 'source.type',
      didYouMean: 'file',
      allowed: ['file', 'inline'],
    });
  });

  it('reports broken YAML, doubled keys and unknown aliases with their place', () => {
    expect(issuesOf('rate: [1\n').issues[0]).toMatchObject({ code: 'E_YAML' });
    expect(issuesOf('rate: 1\nrate: 2\n').issues[0]).toMatchObject({ code: 'E_YAML', line: 2, column: 1 });
    expect(issuesOf('rate: *nobody\n').issues[0]).toMatchObject({ code: 'E_YAML' });
    expect(issuesOf('').issues[0]).toMatchObject({ code: 'E_TYPE', line: 1, column: 1 });
  });

  it('prints at most 20 faults and counts the rest', () => {
    const error = issuesOf(`${good}${Array.from({ length: 30 }, (_, i) => `zz${i}: 1`).join('\n')}\n`);
    expect(error.issues).toHaveLength(30);
    expect(error.message.match(/error E_/g)).toHaveLength(20);
    expect(error.message).toContain('and 10 more errors');
  });

  it('points at a value for checks that come later', () => {
    const parsed = parseYamlDocument(schema, `${good}policies:\n  - name: nobody\n`, 'in.yaml');
    expect(parsed.issueAt(['policies', 0, 'name'], 'E_UNKNOWN_POLICY', 'is no policy.')).toMatchObject({
      line: 5,
      column: 11,
      sourceLine: '  - name: nobody',
      path: 'policies[0].name',
    });
  });

  it('never throws anything but InputError, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:-{}[]*&!|>"\'\n \t#1.,?%@') }), (text) => {
        try {
          parseYaml(schema, text, 'in.yaml');
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          for (const issue of (error as InputError).issues) {
            expect(issue.line).toBeGreaterThan(0);
            expect(issue.column).toBeGreaterThan(0);
          }
        }
      }),
      { seed: 42, numRuns: 200 },
    );
  });
});

describe('hostile YAML', () => {
  it('that is nested too deep, on one long line, is refused in a few words', () => {
    const text = `a: ${'['.repeat(20_000)}`;
    const thrown = (() => {
      try {
        parseYaml(z.object({ a: z.unknown() }), text, 'deep.yaml');
      } catch (error) {
        return error as Error;
      }
    })();
    expect(thrown?.name).toBe('InputError');
    expect(thrown!.message).toContain('nested too deep');
    expect(thrown!.message.length).toBeLessThan(20_000);
  });
});

describe('editDistance', () => {
  it('is a symmetric measure that is zero for equal words only', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a.toLowerCase() === b.toLowerCase());
        expect(editDistance(a, b)).toBeLessThanOrEqual(
          Math.max(a.toLowerCase().length, b.toLowerCase().length),
        );
      }),
      { seed: 42, numRuns: 300 },
    );
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('form', 'from')).toBe(1);
  });

  it('suggests near words only', () => {
    expect(didYouMean('a10', ['a100', 'loihi-1'])).toBe('a100');
    expect(didYouMean('orin', ['jetson-agx-orin', 'loihi-1'])).toBe('jetson-agx-orin');
    expect(didYouMean('zebra', ['a100', 'loihi-1'])).toBeNull();
  });
});
