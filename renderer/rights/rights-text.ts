// The words of the screen before the prompt, in the language that the app runs in. They come with the pages that ask.
import { rightsTextFor } from '../../assets/text/rights.ts';

export const rightsText = rightsTextFor(navigator.language);
