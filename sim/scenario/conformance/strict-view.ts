/**
 * A view of an object for the length of one call: it cannot be written, a property that does not exist is told, and
 * nothing of it can be read afterwards.
 * @param told called with the name of a property that was read and does not exist
 */
export function strictView<T extends object, R>(
  value: T,
  told: (property: string) => void,
  use: (view: T) => R,
): R {
  const { proxy, revoke } = Proxy.revocable(Object.freeze({ ...value }), {
    get(target, property) {
      if (typeof property === 'string' && !(property in target)) told(property);
      return Reflect.get(target, property);
    },
  });
  try {
    return use(proxy);
  } finally {
    revoke();
  }
}
