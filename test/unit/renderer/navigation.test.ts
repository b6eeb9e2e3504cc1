import { expect, test } from 'vitest';
import { atHome, navigate } from '../../../renderer/navigation.ts';
import { journey } from '../../renderer/fixtures/journeys.ts';

test('home, journey and settings are reached, and every move counts', () => {
  const there = navigate(atHome, { to: 'journey', id: 'one' });
  expect(there).toMatchObject({ place: { page: 'journey', id: 'one', fresh: null }, moves: 1 });
  expect(navigate(there, { to: 'home' })).toMatchObject({ place: { page: 'home' }, moves: 2 });
});

test('back from the settings leads to where they were opened, asking for the journey again', () => {
  const started = journey('address');
  const there = navigate(atHome, { to: 'new-journey', journey: started });
  expect(there.place).toEqual({ page: 'journey', id: started.id, fresh: started });
  const settings = navigate(there, { to: 'settings' });
  expect(navigate(settings, { to: 'settings' })).toBe(settings);
  expect(navigate(settings, { to: 'back' }).place).toEqual({ page: 'journey', id: started.id, fresh: null });
  expect(navigate(navigate(atHome, { to: 'settings' }), { to: 'back' }).place).toEqual({ page: 'home' });
});

test('back from a journey leads to the page about this computer that it was opened from, else home', () => {
  for (const page of ['activity', 'trusted'] as const) {
    const there = navigate(navigate(atHome, { to: page }), { to: 'journey', id: 'one' });
    expect(there.place.page).toBe('journey');
    expect(navigate(there, { to: 'back' })).toMatchObject({ place: { page }, before: { page: 'home' } });
  }
  const fromHome = navigate(atHome, { to: 'journey', id: 'one' });
  expect(navigate(fromHome, { to: 'back' }).place).toEqual({ page: 'home' });
});

test('the tools are reached from everywhere, and what is dropped on them does not begin them anew', () => {
  const there = navigate(atHome, { to: 'tools', part: 'requests' });
  expect(there).toMatchObject({ place: { page: 'tools', part: 'requests' }, moves: 1 });
  expect(navigate(there, { to: 'tools', part: 'files' })).toBe(there);
  const journeyPage = navigate(atHome, { to: 'journey', id: 'one' });
  expect(navigate(journeyPage, { to: 'tools', part: 'files' }).place).toEqual({ page: 'tools', part: 'files' });
  const settings = navigate(there, { to: 'settings' });
  expect(navigate(settings, { to: 'back' }).place).toEqual({ page: 'tools', part: 'requests' });
});
