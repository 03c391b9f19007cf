/**
 * Makes `child` a subclass of `parent` whose constructor writes every field itself.
 *
 * For classes of which one object is made per wait. V8 (Node 20 to 24) makes an object of a class with `extends` in
 * 13 to 20 ns instead of 1 to 12, and in 66 to 100 where a loader or bundler has kept the names of classes by defining
 * them anew (tsx, esbuild's keepNames); so written, both cost the same.
 */
export function inherit(child: { readonly prototype: object }, parent: { readonly prototype: object }): void {
  Object.setPrototypeOf(child, parent);
  Object.setPrototypeOf(child.prototype, parent.prototype);
}
