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
  'tasks.cancel',
  'clipboard.copy',
] as const;
export type Channel = (typeof channels)[number];

export const progressEvent = 'progress';
