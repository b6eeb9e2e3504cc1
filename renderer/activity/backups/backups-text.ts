// The words of the kept copies of the hosts file, in the language that the app runs in. They come with their page.
import { backupsTextFor } from '../../../assets/text/backups.ts';

export const backupsText = backupsTextFor(navigator.language);
