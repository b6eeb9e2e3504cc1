// The words of Activity, in the language that the app runs in. They come with its page, not with Home.
import { activityTextFor } from '../../assets/text/activity.ts';

export const activityText = activityTextFor(navigator.language);
