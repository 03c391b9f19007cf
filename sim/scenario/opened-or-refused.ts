import { refuseName } from './refuse-name.ts';
import type { openPolicyRun, PolicyRunHandle } from './simulate/open-policy-run.ts';

/** @throws InputError where the policy cannot run there, saying why */
export function openedOrRefused(
  file: string,
  { target, policy, runtime }: { readonly target: string; readonly policy: string; readonly runtime: string },
  opened: ReturnType<typeof openPolicyRun>,
): PolicyRunHandle {
  const where = `on ${target}`;
  if ('notRun' in opened)
    throw refuseName(file, 'E_POLICY_NEED', `${policy} cannot run ${where}: it ${opened.notRun}`, [], null);
  if ('refusal' in opened) {
    const { layer, memory, neededBytes, availableBytes } = opened.refusal;
    const what = `${policy} does not fit ${where} under ${runtime}: layer ${layer} needs ${neededBytes} bytes of ${memory}, there are ${availableBytes}`;
    throw refuseName(file, 'E_POLICY_FIT', what, [], null);
  }
  return opened;
}
