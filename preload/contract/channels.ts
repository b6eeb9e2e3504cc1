// The names of the calls and of the one event; all that the preload script needs to know.
export const channels = [
  'app.info',
  'settings.read',
  'settings.write',
  'journeys.list',
  'journeys.start',
  'journeys.open',
  'journeys.act',
  'journeys.forget',
  'practice.status',
  'practice.start',
  'practice.stop',
  'practice.saveCa',
  'tools.tray',
  'tools.choose',
  'tools.drop',
  'tools.paste',
  'tools.unlock',
  'tools.remove',
  'tools.clear',
  'tools.convert',
  'tools.makeRequest',
  'tools.requestTexts',
  'tools.saveText',
  'tools.waiting',
  'tools.packWaiting',
  'tools.forgetWaiting',
  'tools.addWaiting',
  'tools.reveal',
  'tools.test',
  'tools.compare',
  'tools.verify',
  'profiles.list',
  'profiles.openFolder',
  'deploy.drop',
  'deploy.newPassphrase',
  'slots.view',
  'slots.choose',
  'slots.drop',
  'slots.place',
  'slots.remove',
  'slots.clear',
  'slots.passphrase',
  'slots.check',
  'troubleshoot.explain',
  'troubleshoot.messages',
  'troubleshoot.look',
  'tasks.cancel',
  'clipboard.copy',
] as const;
export type Channel = (typeof channels)[number];

/**
 * The calls that carry paths. Only the preload script makes them, with the paths of files that were dropped; the page has
 * `dropFiles` in their place.
 */
export const dropChannels = { tray: 'tools.drop', journey: 'deploy.drop', slots: 'slots.drop' } as const;
export type DropChannel = (typeof dropChannels)[keyof typeof dropChannels];

export const progressEvent = 'progress';
