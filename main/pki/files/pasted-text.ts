// What comes off a clipboard carries characters that nobody sees: marks of writing direction that Windows puts before
// fingerprints, zero-width blanks, byte order marks, blanks that do not break. Removes those, and nothing else.

// Soft hyphen, zero-width and direction marks, embeddings, word joiners, isolates, byte order mark.
const hidden = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** The text without invisible characters, every kind of blank as a plain one, trimmed; line breaks stay (as `\n`). */
export const visibleText = (text: string): string =>
  text
    .replace(hidden, '')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[^\S\n]/g, ' ')
    .trim();
