import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { policyDefinitions } from '../../sim/policies/registry.ts';
import { policyLaws } from '../../sim/scenario/conformance/check-policy.ts';
import { policiesGuide, policiesGuideFile } from '../../tools/write-policies-guide.ts';

const guide = readFileSync(policiesGuideFile, 'utf8');

describe('docs/policies.md', () => {
  it('lists every policy and parameter as the registry has them', () => {
    expect(policiesGuide(guide)).toBe(guide);
    for (const { id, parameters = {} } of policyDefinitions) {
      const own = guide.split(`: \`${id}\`\n`)[1]!.split('\n###')[0]!;
      for (const parameter of Object.keys(parameters)) expect(own).toContain(`| \`${parameter}\` |`);
    }
  });

  it('names the laws of the suite, in their order', () => {
    const table = guide.split('### The conformance suite')[1]!.split('## The list')[0]!;
    const named = [...table.matchAll(/^\| `(\w+)` \|/gm)].map((found) => found[1]);
    expect(named).toEqual(Object.keys(policyLaws));
  });
});
