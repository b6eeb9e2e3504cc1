// Which of the two Nodes this is.
export const runtime = process.versions.electron === undefined ? 'node' : 'electron';
