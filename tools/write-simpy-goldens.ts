/**
 * Writes test/golden/simpy/: what real SimPy prints for examples/simpy/*.py, and digests of what it prints for random
 * programs: `node --import tsx tools/write-simpy-goldens.ts`.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Program, randomProgram } from '../test/engine/processes/random-program.ts';
import { findSimpy, type Simpy } from './find-simpy.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = join(root, 'examples', 'simpy');
const goldens = join(root, 'test', 'golden', 'simpy');

/** Names of the examples that exist in both languages. */
export const simpyExamples: readonly string[] = readdirSync(examples)
  .filter((file) => file.endsWith('.py'))
  .map((file) => file.slice(0, -'.py'.length));

export const exampleFile = (name: string, language: 'py' | 'ts'): string =>
  join(examples, `${name}.${language}`);
export const exampleGolden = (name: string): string => join(goldens, `${name}.txt`);
export const digestsFile = join(goldens, 'random-programs.json');

/** What random-programs.json holds; the digest of seed i is in place i. */
export interface ProgramDigests {
  readonly simpy: string;
  readonly digests: readonly string[];
}

export function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12);
}

/** What SimPy prints for an example. */
export function runExample({ python }: Simpy, name: string): string {
  return execFileSync(python, [exampleFile(name, 'py')], { encoding: 'utf8' });
}

/** The lines that SimPy prints for each program. */
export function runPrograms({ python }: Simpy, programs: readonly Program[]): string[][] {
  const input = JSON.stringify(programs);
  const script = join(goldens, 'random_program.py');
  return JSON.parse(execFileSync(python, [script], { input, encoding: 'utf8', maxBuffer: 1 << 28 }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const simpy = findSimpy();
  if ('missing' in simpy) {
    process.stderr.write(`${simpy.missing}\n`);
    process.exit(1);
  }
  for (const name of simpyExamples) writeFileSync(exampleGolden(name), runExample(simpy, name));
  const programs = Array.from({ length: 300 }, (_, seed) => randomProgram(seed));
  const content: ProgramDigests = { simpy: simpy.version, digests: runPrograms(simpy, programs).map(digest) };
  writeFileSync(digestsFile, `${JSON.stringify(content, null, 1)}\n`);
}
