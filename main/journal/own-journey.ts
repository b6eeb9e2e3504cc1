/** The journey, in the journal, of changes that belong to none: made on the Activity, copies and Trust screens. */
export const ownJourney = 'activity';
