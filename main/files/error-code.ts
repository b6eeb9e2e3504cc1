// Why a call of the system failed.

/** The system's own code, as ENOENT; where there is none, what is said. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
