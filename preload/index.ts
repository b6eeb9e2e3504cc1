// The bridge: one function per call of the contract and the progress event. The raw ipcRenderer never crosses,
// and neither does an event object.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from './contract/bridge.ts';
import type { Progress } from './contract/calls.ts';
import { channels, dropChannels, progressEvent } from './contract/channels.ts';

/** The page has dropFiles in their place: it may hand over files that were dropped, but name no path. */
const withPaths: readonly string[] = Object.values(dropChannels);

const calls = Object.fromEntries(
  channels
    .filter((channel) => !withPaths.includes(channel))
    .map((channel) => [channel, (argument: unknown) => ipcRenderer.invoke(channel, argument)]),
) as Omit<Bridge, 'onProgress' | 'dropFiles'>;

const bridge: Bridge = {
  ...(calls as Bridge),
  dropFiles(task, files, into) {
    // A file that a script made up has no path, and is left out.
    const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
    const { kind, ...where } = into;
    return ipcRenderer.invoke(dropChannels[kind], { ...where, task, paths });
  },
  onProgress(listener) {
    const forward = (_event: unknown, progress: Progress) => listener(progress);
    ipcRenderer.on(progressEvent, forward);
    return () => ipcRenderer.removeListener(progressEvent, forward);
  },
};

contextBridge.exposeInMainWorld('certwright', bridge);
