// The answer of each step of the deploy journey as one or two plain sentences. What nobody has looked at is said to be
// not checked; nothing is made to sound better than it is.
import type { DeployJourney, DeployStepId } from '../../../preload/contract/deploy-journey.ts';
import type { AppError, ErrorFacts } from '../../../preload/contract/errors.ts';
import type { CertificateItem } from '../../../preload/contract/item.ts';
import {
  commonName,
  hasConsole,
  isOnlyWaiting,
  isRootTrusted,
  kitMends,
  mainVerdict,
  shortName,
  unfoundName,
} from '../facts.ts';
import { type Explanation, errors } from './errors.ts';
import { date, dateTime, list } from './format.ts';
import { precheckWords } from './precheck.ts';
import { verdictLabel } from './vocabulary.ts';

const whatHappened = (error: AppError): string =>
  (errors[error.code] as (facts: ErrorFacts[typeof error.code]) => Explanation)(error.facts).what;

const described = (leaf: CertificateItem): string =>
  leaf.selfSigned
    ? `a certificate for “${commonName(leaf)}” that it made for itself (self-signed), valid until ${date(leaf.notAfter)}`
    : `a certificate for “${commonName(leaf)}”, issued by “${shortName(leaf.issuer)}”, valid until ${date(leaf.notAfter)}`;

function sensor({ sensor: view }: DeployJourney): string {
  if (!view) return '';
  if (view.now) return `The sensor now shows ${described(view.now.leaf)}.`;
  if (view.problem) return `${whatHappened(view.problem)} You can go on all the same.`;
  return 'Not looked at yet.';
}

function request({ request: view, steps }: DeployJourney): string {
  if (view?.choice === 'have') return 'You have the files. Add them in the next step.';
  if (view?.lab) return 'The Lab has signed the request: good for tests only. The files are in the next step.';
  if (view?.waiting)
    return `The request for “${shortName(view.waiting.subject)}” waits for its certificate. Take it to your CA.`;
  if (view?.choice === 'new' && steps.some(({ id, state }) => id === 'request' && state === 'done'))
    return 'The certificate for your request is here. It is among the files in the next step.';
  if (view?.choice === 'new') return 'Not made yet. Fill in what is empty, and save key and request.';
  return '';
}

function files(journey: DeployJourney): string {
  const { files: all, passphrase } = journey.files;
  if (isOnlyWaiting(journey)) return 'Waiting for the CA. Add the certificate and its chain here once they come.';
  if (all.length === 0) return 'No files yet.';
  if (passphrase === 'wrong') return 'The passphrase does not open the key. Type it again.';
  if (passphrase === 'needed') return 'Something is locked: type the passphrase, so that it can be looked at.';
  const has = (slot: 'key' | 'crt' | 'chain') => all.some((file) => file.slot === slot || file.slot === 'bundle');
  const missing = [!has('key') && 'the key', !has('crt') && 'the certificate'].filter((each) => each !== false);
  if (missing.length > 0) return `Not complete: ${list(missing)} ${missing.length === 1 ? 'is' : 'are'} missing.`;
  return has('chain')
    ? 'Key, certificate and chain are here. The next step tells whether they fit.'
    : 'Key and certificate are here, but no chain. If a CA issued the certificate, add its chain too.';
}

function check({ check: view, sensor: about }: DeployJourney): string {
  if (!view) return `Not checked yet. Certwright goes by the rules of “${about?.profile.name ?? ''}”.`;
  if (view.stale) return 'Not known any more: something has changed since the check. Check again.';
  return precheckWords.verdict(view.precheck);
}

function kit({ kit: view, check: judged }: DeployJourney): string {
  if (!view) {
    if (judged && !judged.stale && kitMends(judged.precheck))
      return 'Not made yet. It puts right what the sensor would refuse in the files as they are now.';
    return judged?.precheck.verdict === 'reject' && !judged.stale
      ? 'Not made yet. As the files are now, the sensor is expected to refuse them.'
      : 'Not made yet. Certwright asks where to, and reads everything back afterwards.';
  }
  if (view.stale) return 'The kit is out of date: something has changed since it was made. Make it again.';
  const { folder, check: again } = view.kit;
  if (again.verdict === 'reject')
    return `The kit is in the folder “${folder}”, but the sensor is expected to refuse it.`;
  const result = again.verdict === 'warn' ? 'was checked again, with reservations' : 'passed the check again';
  return `Ready. The kit is in the folder “${folder}”; it was read back from the disk and ${result}.`;
}

function upload({ upload: view, kit: made, sensor: about }: DeployJourney): string {
  if (!view && made)
    return `The rules of “${about?.profile.name ?? ''}” are not there any more, so its form is not known.`;
  if (!view) return 'First make the kit.';
  if (!hasConsole(view)) return 'Copy the files to the device, and name them in its configuration.';
  return view.openedAt
    ? `You opened the console on ${dateTime(view.openedAt)}. Once the form was sent, go on: the next step looks at the sensor.`
    : 'Open the console, and fill in its form from top to bottom.';
}

/** What helps against a warning of the browser’s; empty where it has no one answer. */
const helps: Readonly<Record<string, string>> = {
  'net::ERR_CERT_AUTHORITY_INVALID': ' The next step, Trust, helps.',
  'net::ERR_CERT_SELF_SIGNED_LOCAL_NETWORK': ' The next step, Trust, helps.',
  'net::ERR_CERT_COMMON_NAME_INVALID': ' Open it by a name that is in the certificate.',
  'net::ERR_NAME_NOT_RESOLVED': ' Have the name entered in DNS, or add a line to the hosts file.',
};

/** Where the sensor's name leads instead, and what helps; empty where it leads to the sensor, or nobody asked. */
function nameAway(journey: DeployJourney): string {
  if (unfoundName(journey) === null) return '';
  const { proof: view, sensor: about } = journey;
  if (about?.proxy) return 'Through the proxy it does not lead there yet: the proxy’s DNS has to know it.';
  const addresses = view?.name?.addresses ?? [];
  return addresses.length === 0
    ? 'This computer does not find it yet: DNS or a hosts line is missing.'
    : `On this computer it leads to ${list(addresses)}: DNS has to be put right, or a hosts line added.`;
}

function judged(journey: DeployJourney): string {
  const verdict = mainVerdict(journey);
  const name = unfoundName(journey);
  const away = nameAway(journey);
  if (verdict?.code === 'net::OK')
    return name === null ? '' : `No warning at ${name}, once the name leads to the sensor. ${away}`;
  const leads = name === null ? '' : ` The name ${name} does not lead to the sensor. ${away}`;
  if (verdict === null) return `What Edge and Chrome say about it was not checked.${leads}`;
  const help = name === null ? (helps[verdict.code] ?? '') : leads;
  return `Here Edge and Chrome still warn at ${verdict.host}: ${verdictLabel(verdict.code)}.${help}`;
}

function proof(journey: DeployJourney): string {
  const { proof: view } = journey;
  if (!view) return 'Not looked at yet.';
  switch (view.state) {
    case 'new': {
      const seen = 'Yes. The sensor shows the new certificate; the fingerprint is the one in the kit.';
      return [seen, judged(journey)].filter(Boolean).join(' ');
    }
    case 'old':
      return 'Not yet. The sensor still shows the certificate from before.';
    case 'other':
      return 'No. The sensor shows a certificate that is neither the new one nor the one from before.';
    case 'unreachable':
      return `Not known. ${view.problem ? whatHappened(view.problem) : 'The sensor did not answer.'}`;
  }
}

function trust({ trust: view }: DeployJourney): string {
  if (!view) return 'Not looked at yet.';
  const old = view.old.length > 0 ? ' It still trusts the old certificate, which can go.' : '';
  if (!view.root) return `Not known: the chain holds no root certificate.${old}`;
  const name = commonName(view.root.item);
  if (isRootTrusted(view.root)) return `Yes. This computer trusts the root “${name}”.${old}`;
  return view.root.present.length > 0
    ? `Not for browsers yet. The root “${name}” is in a store that Edge and Chrome do not read.${old}`
    : `Not yet. This computer does not trust the root “${name}”.${old}`;
}

function done(journey: DeployJourney): string {
  const { done: view, proof: seen, sensor: about } = journey;
  if (view.undoneAt) {
    return view.undoVerified
      ? 'What was changed on this computer was taken back. The sensor keeps its new certificate.'
      : 'The changes were taken back, but not everything reads as it did before. Look at the list.';
  }
  if (view.served && view.url) return `It works: ${view.url} opens without a warning.`;
  if (view.served) {
    const verdict = mainVerdict(journey);
    if (!verdict) {
      return 'The sensor shows the new certificate. Whether it opens without a warning on this computer was not checked.';
    }
    if (verdict.code === 'net::OK') return `The sensor shows the new certificate. ${judged(journey)}`;
    const where = about?.name ?? about?.host ?? verdict.host;
    return `The sensor shows the new certificate, but ${where} does not open without a warning on this computer yet: ${verdictLabel(verdict.code)}.`;
  }
  return seen ? 'Not finished: the new certificate has not been seen on the sensor.' : 'Not finished yet.';
}

const answers: Record<DeployStepId, (journey: DeployJourney) => string> = {
  sensor,
  request,
  files,
  check,
  kit,
  upload,
  proof,
  trust,
  done,
};

/** True for the journey as it stands; empty while there is nothing to say. */
export const deployAnswer = (step: DeployStepId, journey: DeployJourney): string => answers[step](journey);
