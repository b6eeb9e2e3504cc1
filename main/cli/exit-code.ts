// From an expected failure to the exit code that scripts go by. A code that is not listed means "what was checked is
// bad": the sensor, the store or the hosts file is not as it should be.
import type { AppError, ErrorCode } from '../../preload/contract/errors.ts';
import type { ExitCode, Problem } from './command.ts';

type Code = ErrorCode | Problem['code'];

const others: Partial<Record<Code, ExitCode>> = {
  'wrong-use': 2,
  undecided: 2,
  'bad-request': 2,
  'address-empty': 2,
  'address-invalid': 2,
  'port-invalid': 2,
  'proxy-invalid': 2,
  'fingerprint-invalid': 2,
  'file-unreadable': 2,
  'file-exists': 2,
  'file-too-large': 2,
  'write-failed': 2,
  'not-a-certificate': 2,
  damaged: 2,
  'not-readable': 2,
  'not-in-file': 2,
  'passphrase-needed': 2,
  'passphrase-wrong': 2,
  'algorithm-unsupported': 2,
  'convert-impossible': 2,
  'key-encoding-impossible': 2,
  'passphrase-characters': 2,
  'too-many-objects': 2,
  'subject-invalid': 2,
  'san-invalid': 2,
  'key-in-text': 2,
  'hosts-encoding': 2,
  'hosts-name-invalid': 2,
  'hosts-not-address': 2,
  'not-yet': 2,
  'store-data-damaged': 2,
  'rights-missing': 3,
  'not-writable': 3,
  'elevation-unavailable': 3,
  cancelled: 4,
  'elevation-cancelled': 4,
  'timed-out': 4,
  internal: 70,
};

/** The system's words for "you may not". */
const refusals: readonly string[] = ['EACCES', 'EPERM'];

export const exitCodeOf = (error: AppError | Problem): ExitCode =>
  error.code === 'write-failed' && refusals.includes(error.facts.detail) ? 3 : (others[error.code] ?? 1);
