// The words behind the program's name, whoever started it: the installed app, or Electron with our folder.

/**
 * `argv` as the process has it. Switches for Chromium (`--no-sandbox`, `--inspect=0` …) that stand before our words are
 * left out; the switch of the privileged child is ours. A development start names the app's folder first.
 */
export function argumentsOf(argv: readonly string[], isPackaged: boolean): string[] {
  const rest = argv.slice(1);
  const isOurs = (word: string) => !word.startsWith('-') || ['--privileged', '--help', '--version'].includes(word);
  const begin = (words: string[]) => {
    const first = words.findIndex(isOurs);
    return first === -1 ? [] : words.slice(first);
  };
  const words = begin(rest);
  return isPackaged ? words : begin(words.slice(1));
}
