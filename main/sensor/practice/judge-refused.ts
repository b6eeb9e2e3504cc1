// The ways in which the practice sensor refuses an upload: one for each sentence of a real sensor's console.

/**
 * `dates`: expired, or not yet valid (the console has no sentence of its own for that). `other`: the console's general
 * sentence, for all that no document gives another one for.
 */
export type UploadFault = 'passphrase' | 'chain' | 'dates' | 'revoked' | 'crl-unreachable' | 'other';

/** Thrown inside the judgement where it ends; `judgeUpload` catches it. Carries nothing of what was uploaded. */
export class Refused extends Error {
  override name = 'Refused';
  constructor(readonly fault: UploadFault) {
    super(fault);
  }
}
