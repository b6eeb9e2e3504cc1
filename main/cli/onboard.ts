import type { Command } from './command.ts';
import { wrongUse } from './command.ts';
export const onboard: Command = { word: 'onboard', options: [], run: async () => wrongUse('not yet', '') };
