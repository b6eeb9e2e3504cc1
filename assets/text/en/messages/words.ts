// What is said about a known message. Read in the window and in the terminal, so neither buttons nor commands are named.

export interface MessageWords {
  /** What it means in plain words, and what is usually behind it. */
  readonly cause: string;
  /** The one thing to do. */
  readonly recommendation: string;
}
