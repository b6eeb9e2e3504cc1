// The bridge: one function per call of the contract and the progress event. The raw ipcRenderer never crosses,
// and neither does an event object.
import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from './contract/bridge.ts';
import type { Progress } from './contract/calls.ts';
import { channels, progressEvent } from './contract/channels.ts';

const calls = Object.fromEntries(
  channels.map((channel) => [channel, (argument: unknown) => ipcRenderer.invoke(channel, argument)]),
) as Omit<Bridge, 'onProgress'>;

const bridge: Bridge = {
  ...(calls as Bridge),
  onProgress(listener) {
    const forward = (_event: unknown, progress: Progress) => listener(progress);
    ipcRenderer.on(progressEvent, forward);
    return () => ipcRenderer.removeListener(progressEvent, forward);
  },
};

contextBridge.exposeInMainWorld('certwright', bridge);
