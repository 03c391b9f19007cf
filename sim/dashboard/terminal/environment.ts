/**
 * Makes the environment fit for Ink 6.8; call before anything imports Ink or chalk, which read it once.
 * - Ink and chalk know FORCE_COLOR but not NO_COLOR (https://no-color.org).
 * - Where CI is set, Ink draws only its last frame and chalk no colour; someone who opens the dashboard on a terminal wants to see it.
 * - React's development build records a performance entry for every render and is slower.
 */
export function prepareEnvironment(env: NodeJS.ProcessEnv): void {
  if (env['NO_COLOR']) env['FORCE_COLOR'] = '0';
  for (const name of ['CI', 'CONTINUOUS_INTEGRATION']) delete env[name];
  env['NODE_ENV'] ??= 'production';
}
