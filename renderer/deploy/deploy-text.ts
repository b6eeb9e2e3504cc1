// The words of the deploy journey, in the language that the app runs in. They come with the journey, not with Home.
import { deployTextFor } from '../../assets/text/deploy.ts';

export const deployText = deployTextFor(navigator.language);
