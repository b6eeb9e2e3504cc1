// The line that runs the script for doing a change by hand, for the script's own head and for the screen that offers it.
// The same in every language.

type Language = 'powershell' | 'sh';

/**
 * `file` is the script's name, in the folder that the person is in. PowerShell's policy is set for this one run and nowhere
 * else, and it is Bypass: Windows' own policy lets no script run (Restricted, on Windows 11), and RemoteSigned, as on
 * Windows Server, refuses one that came by mail, from the web, or from a share that Windows takes for the internet. On a
 * server without a desktop RemoteSigned cannot even tell. Only a group policy stands above it, and no command line gets
 * past that. Source: about_Execution_Policies. Without the profile, since what an ordinary user may write there must not
 * run as an administrator. `powershell` is 5.1, which every Windows has.
 */
export const runScript: Record<Language, (file: string) => string> = {
  powershell: (file) => `powershell -NoProfile -ExecutionPolicy Bypass -File ${quoted(`.\\${file}`, "''")}`,
  sh: (file) => `sudo sh ${quoted(`./${file}`, "'\\''")}`,
};

/** Both shells take what stands in single quotes as it is; `quote` is how each writes such a quote in there. */
function quoted(path: string, quote: string): string {
  return /^[\w./\\-]+$/.test(path) ? path : `'${path.replaceAll("'", quote)}'`;
}

/** Only tells what it would do; takes it back. */
export const scriptOptions: Record<Language, { readonly look: string; readonly undo: string }> = {
  powershell: { look: '-WhatIf', undo: '-Undo' },
  sh: { look: '--dry-run', undo: '--undo' },
};
