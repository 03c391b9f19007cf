import { InputError, type InputIssue } from '../../schema/input-error.ts';
import { loadFamily } from '../load-family.ts';
import type { Sources } from '../source-schema.ts';
import type { BoardCpuProfile } from './profile-schema.ts';

/** Makes an issue at a place of the profile. */
export type IssueAt = (
  path: readonly PropertyKey[],
  code: string,
  message: string,
  more?: Pick<InputIssue, 'allowed' | 'didYouMean' | 'hint'>,
) => InputIssue;

/**
 * Checks that the families of a board's cores say what a core can do.
 * @throws InputError E_UNKNOWN_FAMILY, or E_FAMILY_CLASS for a family without a core
 */
export async function requireCores(
  profile: BoardCpuProfile,
  root: string,
  sources: Sources,
  issueAt: IssueAt,
): Promise<void> {
  const named: [path: readonly PropertyKey[], family: string][] = [[['family'], profile.family]];
  if (profile.little) named.push([['little', 'family'], profile.little.family]);
  for (const [path, id] of named) {
    const family = await loadFamily(id, root, sources, (code, message, more) =>
      issueAt(path, code, message, more),
    );
    if (family.class === 'mcu' || !('core' in family) || !family.core)
      throw new InputError([
        issueAt(
          path,
          'E_FAMILY_CLASS',
          `names a family of class ${family.class} without a core of a single board, phone or server.`,
          {
            hint: 'Name a family of hardware-profiles/families that has a `core` with fp32Macs, or add one there.',
          },
        ),
      ]);
  }
}
