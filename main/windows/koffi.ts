// The one way to Windows' own functions: koffi, loaded when it is first needed and on Windows only. It stays outside
// the bundle, as it has a native part.

type Koffi = typeof import('koffi')['default'];

/**
 * Functions of Windows, bound when they are first called for and once only: koffi takes a type's name only once.
 * Rejects where this is not Windows, or a library or a function is not there.
 */
export function windowsApi<T>(bind: (koffi: Koffi) => T): () => Promise<T> {
  let bound: Promise<T> | undefined;
  return () => {
    bound ??= import('koffi').then(({ default: koffi }) => bind(koffi));
    return bound;
  };
}
