// The words of the troubleshooter, in the language that the app runs in. They come with its page, not with Home.
import { troubleshootTextFor } from '../../assets/text/troubleshoot.ts';

export const troubleshootText = troubleshootTextFor(navigator.language);
