// The words of the page of trusted certificates, in the language that the app runs in. They come with the page.
import { trustedTextFor } from '../../assets/text/trusted.ts';

export const trustedText = trustedTextFor(navigator.language);
