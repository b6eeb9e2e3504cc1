// Where the window is. Pure; kept in memory only, so no page of the app has an address that could be navigated to.
import type { Journey } from '../preload/contract/calls.ts';

export type ToolsPart = 'files' | 'requests';

/** What Certwright changed on this computer: its changes, the kept copies of the hosts file, the certificates. */
export type ComputerPage = 'activity' | 'backups' | 'trusted';

export type Place =
  | { readonly page: 'home' }
  | { readonly page: 'tools'; readonly part: ToolsPart }
  | { readonly page: 'troubleshoot' }
  | { readonly page: ComputerPage }
  /** `fresh`: the journey as main has just started it; without it the page asks for it. */
  | { readonly page: 'journey'; readonly id: string; readonly fresh: Journey | null }
  | { readonly page: 'settings' };

export interface Navigation {
  readonly place: Place;
  /** How often the window has moved; at 0 the page must not take the focus. */
  readonly moves: number;
  /** Where Back leads: from the settings, and from a journey that was opened from one of the pages about this computer. */
  readonly before: Place;
}

export type Move =
  | { readonly to: 'home' }
  | { readonly to: 'settings' }
  | { readonly to: 'tools'; readonly part: ToolsPart }
  | { readonly to: 'troubleshoot' }
  | { readonly to: ComputerPage }
  | { readonly to: 'journey'; readonly id: string }
  | { readonly to: 'new-journey'; readonly journey: Journey }
  | { readonly to: 'back' };

const home: Place = { page: 'home' };
export const atHome: Navigation = { place: home, moves: 0, before: home };

function target(now: Navigation, move: Move): Place {
  switch (move.to) {
    case 'home':
      return home;
    case 'settings':
      return { page: 'settings' };
    case 'tools':
      // The page is there already, and shows what was dropped; it must not begin anew.
      return now.place.page === 'tools' ? now.place : { page: 'tools', part: move.part };
    case 'troubleshoot':
    case 'activity':
    case 'backups':
    case 'trusted':
      return { page: move.to };
    case 'journey':
      return { page: 'journey', id: move.id, fresh: null };
    case 'new-journey':
      return { page: 'journey', id: move.journey.id, fresh: move.journey };
    case 'back':
      return now.before;
  }
}

/** A journey that was left for the settings is opened again, not shown as it was at its start. */
const reopened = (place: Place): Place => (place.page === 'journey' ? { ...place, fresh: null } : place);

export function navigate(now: Navigation, move: Move): Navigation {
  const place = target(now, move);
  if (place === now.place || (place.page === 'settings' && now.place.page === 'settings')) return now;
  return { place, moves: now.moves + 1, before: before(now.place, place) };
}

function before(from: Place, to: Place): Place {
  if (to.page === 'settings') return reopened(from);
  return to.page === 'journey' && isOfComputer(from) ? from : home;
}

const isOfComputer = ({ page }: Place): boolean => page === 'activity' || page === 'backups' || page === 'trusted';
