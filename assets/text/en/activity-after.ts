// What came of taking changes back, as Activity tells it.
import { count } from './format.ts';

/** What a look afterwards showed, and what was let stand since it does not carry our mark. */
export function undoneText({ count: n, left, verified }: { count: number; left: number; verified: boolean }): string {
  const looked = verified
    ? n > 0 && 'It was looked at afterwards: nothing of it is left.'
    : 'But afterwards not everything could be seen to be gone. Look at the entries below, and at the place itself.';
  const what = n === 0 ? 'What stands there now' : `What ${count(left, 'more change', 'more changes')} had made`;
  const stands = left > 0 && `${what} does not carry Certwright’s mark any more, and was left as it is.`;
  return [looked, stands].filter((sentence) => sentence !== false).join(' ');
}
