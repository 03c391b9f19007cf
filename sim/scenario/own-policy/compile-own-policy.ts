import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../package-root.ts';
import { ownPolicyFault } from './own-policy-fault.ts';

const typed = (file: string) => /\.m?ts$/.test(file);

/**
 * Writes a module as JavaScript that worker threads can import, under a name that changes with its text, so that an
 * edited file is loaded anew. Types are stripped; relative imports are followed, and `sparsewatt` is this package.
 * @param file absolute path of a .ts, .mts, .js, .mjs or .cjs file @param folder where the JavaScript goes
 * @returns absolute path of the JavaScript
 * @throws InputError when the file cannot be read, or is TypeScript and nothing here can strip its types
 */
export async function compileOwnPolicy(file: string, folder: string): Promise<string> {
  return compile(file, folder, new Map());
}

async function compile(file: string, folder: string, done: Map<string, Promise<string>>): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const what = error.code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${error.code})`;
    throw ownPolicyFault(file, 'E_OWN_POLICY', what, 'sparsewatt init policy writes one to begin with');
  });
  // Without import or export it is CommonJS, which Node must load from where it lies.
  if (!typed(file) && !/^\s*(import|export)\b/m.test(text)) return file;
  const code = typed(file) ? await stripTypes(text, file) : text;
  const found = [...code.matchAll(/(\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\2/g)];
  let rewritten = '';
  let at = 0;
  for (const match of found) {
    const [whole, lead, quote, specifier] = match as unknown as [string, string, string, string];
    const target = await targetOf(specifier, file, folder, done);
    rewritten += code.slice(at, match.index) + (target === null ? whole : lead + quote + target + quote);
    at = match.index + whole.length;
  }
  rewritten += code.slice(at);
  const hash = createHash('sha256').update(rewritten).digest('hex').slice(0, 16);
  const out = join(folder, `${basename(file, extname(file))}-${hash}.mjs`);
  await writeFile(out, rewritten);
  return out;
}

/** What a specifier stands for when it is imported from elsewhere; null leaves it alone. */
async function targetOf(
  specifier: string,
  from: string,
  folder: string,
  done: Map<string, Promise<string>>,
): Promise<string | null> {
  if (specifier === 'sparsewatt') return pathToFileURL(join(packageRoot(), 'dist', 'sim', 'index.js')).href;
  if (specifier.startsWith('.')) {
    const file = resolve(dirname(from), specifier);
    if (!existsSync(file)) return null;
    if (done.has(file)) return pathToFileURL(await done.get(file)!).href;
    const compiled = compile(file, folder, done);
    done.set(file, compiled);
    return pathToFileURL(await compiled).href;
  }
  try {
    const file = createRequire(from).resolve(specifier);
    return file === specifier || specifier.startsWith('node:') ? null : pathToFileURL(file).href;
  } catch {
    return null;
  }
}

type Strip = (text: string) => string;

/** By Node itself where it can (22.13 on), else by the TypeScript of the project the file lies in, or of this one. */
async function stripTypes(text: string, file: string): Promise<string> {
  const own = ((await import('node:module')) as { stripTypeScriptTypes?: Strip }).stripTypeScriptTypes;
  if (own) return own(text);
  for (const from of [file, import.meta.url]) {
    let found: string;
    try {
      found = createRequire(from).resolve('typescript');
    } catch {
      continue;
    }
    const module = (await import(pathToFileURL(found).href)) as { default: TypeScript };
    const { transpileModule, ScriptTarget, ModuleKind } = module.default;
    const compilerOptions = { target: ScriptTarget.ES2022, module: ModuleKind.ESNext };
    return transpileModule(text, { fileName: file, compilerOptions }).outputText;
  }
  throw ownPolicyFault(
    file,
    'E_OWN_POLICY_TYPES',
    `it is TypeScript, and Node ${process.versions.node} cannot strip its types`,
    'npm install --save-dev typescript beside it, use Node 22.13 or newer, or write JavaScript',
  );
}

/** The part of the TypeScript package that is used. */
interface TypeScript {
  readonly ScriptTarget: { readonly ES2022: number };
  readonly ModuleKind: { readonly ESNext: number };
  transpileModule(
    text: string,
    options: { readonly fileName: string; readonly compilerOptions: object },
  ): { readonly outputText: string };
}
