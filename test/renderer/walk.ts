// A journey that moves: each action leads to what main would answer when all goes well. For walking the pages.
import type { TrustAction, TrustJourney } from '../../preload/contract/trust-journey.ts';
import { selfSigned, sensorName } from './fixtures/certificates.ts';
import {
  address,
  compareOf,
  decided,
  downloadOf,
  hostsChange,
  hostsOf,
  ip,
  journey,
  leafPlan,
  leafSha,
  nameOf,
  now,
  states,
  storesWith,
  trustChange,
  verdict,
} from './fixtures/journeys.ts';

const to = (before: TrustJourney, current: TrustJourney['current'], more: Partial<TrustJourney>): TrustJourney => ({
  ...before,
  ...more,
  current,
  steps: states(current),
});

const importing = (present: string[]) => ({
  plan: leafPlan,
  missing: null,
  wanted: '',
  stores: storesWith(present, [], present),
  notes: [],
});

function act(before: TrustJourney, action: TrustAction): TrustJourney {
  switch (action.type) {
    case 'set-address':
      return to(before, 'download', { address: { ...address, text: action.address, host: ip } });
    case 'download':
      return to(before, 'compare', {
        download: downloadOf([selfSigned], ['self-signed-leaf']),
        compare: compareOf(selfSigned),
        import: { ...importing([]), stores: [] },
      });
    case 'compare-fingerprint':
    case 'accept-risk':
      return to(before, 'import', { compare: decided(selfSigned) });
    case 'export':
      return {
        ...before,
        export: { written: [{ name: `${ip}.cer`, format: action.format, sha256: leafSha, at: now }] },
      };
    case 'read-stores':
      return { ...before, import: importing([]) };
    case 'import':
      return to(before, 'name', { import: importing([leafSha]), done: { ...before.done, changes: [trustChange] } });
    case 'check-name':
      return to(before, 'hosts', { name: nameOf({}) });
    case 'preview-hosts':
      return { ...before, hosts: hostsOf({}) };
    case 'apply-hosts':
      return to(before, 'done', {
        hosts: hostsOf({
          alreadyRight: true,
          addedByUs: true,
          resolved: { addresses: [ip], right: true, at: now },
          verdict: verdict(sensorName, 'net::OK'),
        }),
        done: {
          ...before.done,
          changes: [trustChange, hostsChange],
          before: verdict(ip, 'net::ERR_CERT_AUTHORITY_INVALID'),
          after: verdict(sensorName, 'net::OK'),
          url: `https://${sensorName}`,
        },
      });
    default:
      return before;
  }
}

export const walk = { start: () => journey('address'), act, sha256: leafSha };
