// koffi calls Windows' own functions. It is loaded when it is needed, on Windows only, and stays outside the bundle.

type Native = ((...args: unknown[]) => unknown) & {
  /** On a thread of its own; the last argument is a Node callback. */
  async(...args: unknown[]): void;
};
/** The part of koffi that is used here. */
export type Koffi = {
  load(library: string): { func(prototype: string): Native };
  struct(name: string, members: Record<string, string>): unknown;
  sizeof(type: unknown): number;
};

export async function loadKoffi(): Promise<Koffi> {
  // Not written as a literal, so that a checkout on another system needs no koffi to be built.
  const name = 'koffi';
  return (await import(/* @vite-ignore */ name)).default as Koffi;
}
