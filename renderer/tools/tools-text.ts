// The words of the tools, in the language that the app runs in. They come with the tools, not with Home.
import { toolsTextFor } from '../../assets/text/tools.ts';

export const toolsText = toolsTextFor(navigator.language);
