// The words of the window, in the language that the app runs in.
import { textFor } from '../assets/text/index.ts';

export { explain, guideFacts } from '../assets/text/index.ts';

export const text = textFor(navigator.language);
