// Opens something once, for all who ask. A failure is not kept: the next who asks makes it try again.
import type { Result } from '../../preload/contract/result.ts';

/** Answers every call with the one opened value, or with the failure of the try that was under way. */
export function once<T>(open: () => Promise<Result<T>>): () => Promise<Result<T>> {
  let opened: Promise<Result<T>> | null = null;
  const attempt = async (): Promise<Result<T>> => {
    let result: Result<T> | null = null;
    try {
      result = await open();
      return result;
    } finally {
      if (!result?.ok) opened = null;
    }
  };
  return () => {
    opened ??= attempt();
    return opened;
  };
}
