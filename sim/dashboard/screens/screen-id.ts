/** Names of the screens, in the order of their tabs and of the keys 1 to 9. */
export const screenIds = ['overview', 'targets', 'policies', 'timeline', 'energy', 'why'] as const;

export type ScreenId = (typeof screenIds)[number];
