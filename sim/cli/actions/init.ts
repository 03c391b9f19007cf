import { writeFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { CommandError } from '../command-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { policyTemplate } from '../policy-template.ts';

/** Writes a policy to begin with. It never writes over a file. */
export async function initPolicy(
  this: CliContext,
  _flags: Record<never, never>,
  name = 'my-policy.ts',
): Promise<void> {
  const extension = extname(name);
  const id = basename(name, extension);
  const language = /^\.m?ts$/.test(extension) ? 'ts' : /^\.m?js$/.test(extension) ? 'js' : null;
  if (!language)
    throw new CommandError(exitCode.usage, 'E_USAGE', `"${name}" ends with neither .ts nor .js (.mts, .mjs)`);
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))
    throw new CommandError(
      exitCode.usage,
      'E_USAGE',
      `"${id}" names the policy; lower-case letters, digits and hyphens are allowed`,
    );
  const file = resolve(this.cwd, name);
  await writeFile(file, policyTemplate(language, id), { flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      throw new CommandError(
        exitCode.invalidInput,
        'E_FILE_EXISTS',
        `${name} exists already`,
        'choose another name',
      );
    },
  );
  const shown = /[/\\]/.test(name) ? name : `./${name}`;
  this.stdout.write(
    `wrote ${name}\n  sparsewatt check-policy ${shown}\n  sparsewatt run --policy ${shown}\n`,
  );
}
