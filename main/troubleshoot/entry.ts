// What the catalogue holds about one error message: how it is printed, in which variants, and what helps. Its words are
// in assets/text, under the same id.
import type { MessageAction, MessageCheck } from '../../preload/contract/explanation.ts';

/**
 * Wordings are compared as sequences of words (tokens.ts), so case, blanks, punctuation, quotes and contractions never
 * matter and are written as they are printed. `<>` stands for a part that varies (a depth, a file, a host, an id): none
 * to sixteen words.
 */
export type Entry = {
  readonly id: string;
  /** As it is printed, with an example where a part varies. */
  readonly message: string;
  /** The same message with the parts that vary, or with what its program prints around it. */
  readonly forms?: readonly string[];
  /** Wordings of other versions, of other programs and of people who retell it, for the very same thing. */
  readonly older?: readonly string[];
  /** Names and numbers that are this message wherever they stand: `ERR_CERT_REVOKED`, `IH400053`. */
  readonly codes?: readonly string[];
  /** A Windows error code, which is printed in four ways: `0x80092013`, `80092013`, -2146885613 and 2148081683. */
  readonly hresult?: number;
  /** Others print the same words: `message`, `older` and the codes count only as a whole line (`forms` anywhere). */
  readonly place?: 'line';
  /** Further wordings that count only as a whole line. */
  readonly lines?: readonly string[];
  /** Says only that something went wrong: whatever else is found beside it tells more, and wins. */
  readonly general?: true;
  readonly checks: readonly MessageCheck[];
  readonly action: MessageAction;
  /** Where the wording was read or seen printed: a document and its date, or a program and its version. */
  readonly verified: string;
  /** The document describes the message without quoting it: the real wording may differ. */
  readonly described?: true;
};
