// The pages of the practice sensor: the sign-in and the three wizard pages that a fresh sensor shows, as HTML text.
// Pure. Nothing from a request is ever repeated in a page, and no page shows the certificate's fingerprint: that has to
// come to the admin another way.
import { createHash } from 'node:crypto';
import { practiceText as text } from '../../../assets/text/en/practice.ts';
import { html, Markup } from './html.ts';
import { style } from './style.ts';

export type Place = { host: string; port: number; name: string };
type Step = 'signIn' | 'network' | 'activation' | 'certificate';
export const paths = {
  signIn: '/',
  network: '/network',
  activation: '/activation',
  certificate: '/certificate',
} as const;

/** Allows the pages' own style by its hash and forms to the sensor itself; nothing else, no script at all. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const stepList = (current: Step) =>
  html`<nav aria-label="${text.steps.label}"><ol class="steps">${(
    ['signIn', 'network', 'activation', 'certificate'] as const
  ).map(
    (step) => html`<li${step === current ? html` aria-current="step"` : html``}>${text.steps[step]}</li>`,
  )}</ol></nav>`;

const page = (title: string, steps: Markup, content: Markup): string =>
  html`<!doctype html>
<html lang="${text.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${text.console}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<aside class="banner" aria-label="${text.banner.label}"><strong>${text.banner.title}</strong> ${text.banner.text}</aside>
<header><p class="console">${text.console}</p>${steps}</header>
<main>
<h1>${title}</h1>
${content}
</main>
<footer class="fingerprint"><h2>${text.fingerprint.title}</h2><p>${text.fingerprint.text}</p></footer>
</body>
</html>
`.text;

const link = (path: string, label: string, look = '') => html`<a class="button ${look}" href="${path}">${label}</a>`;
const shownOption = (type: 'checkbox' | 'radio', label: string, on = false) =>
  html`<label class="check"><input type="${type}" disabled${on ? html` checked` : html``}><span>${label}</span></label>`;

const signInPage = () =>
  page(
    text.signIn.title,
    stepList('signIn'),
    html`<p class="note" id="any">${text.signIn.intro}</p>
<form method="post" action="${paths.signIn}" autocomplete="off">
<p class="field"><label for="name">${text.signIn.name}</label>
<input type="text" id="name" name="name" maxlength="256" autocomplete="off" spellcheck="false" aria-describedby="any"></p>
<p class="field"><label for="password">${text.signIn.password}</label>
<input type="password" id="password" name="password" maxlength="256" autocomplete="off" aria-describedby="any"></p>
<p class="actions"><button>${text.signIn.button}</button></p>
</form>`,
  );

const networkPage = ({ host, port, name }: Place) => {
  const words = text.network;
  const row = (label: string, value: string, note = '') =>
    html`<dt>${label}</dt><dd>${value}${note === '' ? html`` : html`<p class="hint">${note}</p>`}</dd>`;
  return page(
    words.title,
    stepList('network'),
    html`<p>${words.intro}</p>
<p class="note">${words.shown}</p>
<dl>${row(words.address, host)}${row(words.port, String(port), words.portNote)}${row(words.mask, '255.0.0.0')}${row(
      words.gateway,
      words.none,
      words.gatewayNote,
    )}${row(words.dns, words.none)}${row(words.hostname, name, words.hostnameNote)}</dl>
${shownOption('checkbox', words.proxy)}
<p class="actions">${link(paths.activation, text.next)}</p>`,
  );
};

const activationPage = () => {
  const words = text.activation;
  return page(
    words.title,
    stepList('activation'),
    html`<p>${words.intro}</p>
<p class="note">${words.notNeeded}</p>
<fieldset><legend>${words.file}</legend>
<p class="hint">${words.shown}</p>
<div class="field"><button type="button" disabled>${words.upload}</button></div>
${shownOption('checkbox', words.terms)}
<button type="button" disabled>${words.activate}</button>
</fieldset>
<p class="actions">${link(paths.network, text.back, 'quiet')}${link(paths.certificate, text.next)}</p>`,
  );
};

const certificatePage = () => {
  const words = text.certificate;
  const typed = (id: string, kind: 'text' | 'password', label: string, note: string) =>
    html`<div class="field"><label for="${id}">${label}</label><input type="${kind}" id="${id}" disabled><p class="hint">${note}</p></div>`;
  const file = (id: string, label: string, note: string) =>
    html`<div class="field"><p class="label" id="${id}-label">${label}</p><button type="button" id="${id}" aria-labelledby="${id}-label ${id}" disabled>${words.upload}</button><p class="hint">${note}</p></div>`;
  return page(
    words.title,
    stepList('certificate'),
    html`<p>${words.intro}</p>
<p class="note">${words.later}</p>
<form autocomplete="off">
<fieldset><legend>${shownOption('radio', words.import, true)}</legend>
${typed('name', 'text', words.certificateName, words.certificateNameNote)}
${typed('passphrase', 'password', words.passphrase, words.passphraseNote)}
${file('key', words.key, words.keyNote)}
${file('crt', words.crt, words.crtNote)}
${file('chain', words.chain, words.chainNote)}
</fieldset>
<fieldset><legend>${shownOption('radio', words.selfSigned)}</legend>
<p class="hint">${words.selfSignedNote}</p>
${shownOption('checkbox', words.confirm)}
</fieldset>
${shownOption('checkbox', words.validation, true)}
<p class="hint">${words.validationNote}</p>
<p class="actions">${link(paths.activation, text.back, 'quiet')}<button type="button" disabled>${words.save}</button></p>
</form>`,
  );
};

const pages: ReadonlyMap<string, (place: Place) => string> = new Map([
  [paths.signIn, signInPage],
  [paths.network, networkPage],
  [paths.activation, activationPage],
  [paths.certificate, certificatePage],
] as [string, (place: Place) => string][]);

/** The page for a path, compared as a whole string and never resolved; undefined where there is none. */
export const pageAt = (path: string, place: Place): string | undefined => pages.get(path)?.(place);

/** The page for a request that cannot be served; it carries the same banner. */
export const errorPage = (problem: 'notFound' | 'method' | 'tooLarge'): string =>
  page(
    text.errors.title,
    html``,
    html`<p>${text.errors[problem]}</p><p class="actions">${link(paths.signIn, text.errors.start)}</p>`,
  );
