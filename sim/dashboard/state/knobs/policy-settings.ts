import type { KnobParameter } from '../../../session/questions.ts';

/** What a policy's name sets a parameter to; its default where the name says nothing. */
export function settingIn(policy: string, { id, default: usual }: KnobParameter): number {
  const setting = policy
    .split(':', 2)[1]
    ?.split(',')
    .find((one) => one.startsWith(`${id}=`));
  return setting === undefined ? usual : Number(setting.slice(id.length + 1));
}

/**
 * The name of a policy with one parameter set, in the form in which results name it: parameters in the order of the list,
 * defaults left out.
 */
export function withSetting(
  policy: string,
  parameters: readonly KnobParameter[],
  id: string,
  value: number,
): string {
  const settings = parameters.flatMap((parameter) => {
    const set = parameter.id === id ? value : settingIn(policy, parameter);
    return set === parameter.default ? [] : [`${parameter.id}=${set}`];
  });
  const name = policy.split(':', 1)[0]!;
  return settings.length === 0 ? name : `${name}:${settings.join(',')}`;
}
