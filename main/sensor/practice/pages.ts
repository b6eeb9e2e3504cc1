// The pages of the practice sensor as HTML text: the sign-in, the three wizard pages that a fresh sensor shows, and the
// place in the settings where its certificate is changed later. Pure. Nothing from a request is repeated in a page, save
// who an uploaded certificate is; and no page vouches for the connection over which it comes by showing a fingerprint of
// the certificate that is served.
import { createHash } from 'node:crypto';
import { practiceText as text } from '../../../assets/text/en/practice.ts';
import { certificateForm, type FormResult } from './certificate-form.ts';
import { html, Markup } from './html.ts';
import { style } from './style.ts';

export type Place = { host: string; port: number; name: string };
type Step = 'signIn' | 'network' | 'activation' | 'certificate';
export const paths = {
  signIn: '/',
  network: '/network',
  activation: '/activation',
  certificate: '/certificate',
  settings: '/settings/certificate',
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

const footer = html`<footer class="fingerprint"><h2>${text.fingerprint.title}</h2><p>${text.fingerprint.text}</p></footer>`;

const page = (title: string, steps: Markup, content: Markup, end = footer): string =>
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
${end}
</body>
</html>
`.text;

const link = (path: string, label: string, look = '') => html`<a class="button ${look}" href="${path}">${label}</a>`;
const shownOption = (label: string) =>
  html`<label class="check"><input type="checkbox" disabled><span>${label}</span></label>`;

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
${shownOption(words.proxy)}
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
${shownOption(words.terms)}
<button type="button" disabled>${words.activate}</button>
</fieldset>
<p class="actions">${link(paths.network, text.back, 'quiet')}${link(paths.certificate, text.next)}</p>`,
  );
};

// Where the fingerprint of an uploaded certificate stands, the words on why there is none would be out of place.
const endOf = (result?: FormResult) => (result?.saved && result.certificate ? html`` : footer);

const certificatePage = (result?: FormResult) =>
  page(
    text.certificate.title,
    stepList('certificate'),
    html`${certificateForm(paths.certificate, link(paths.activation, text.back, 'quiet'), result)}
<p class="later">${text.settings.later} <a href="${paths.settings}">${text.settings.way} > ${text.settings.title}</a></p>`,
    endOf(result),
  );

const settingsPage = (result?: FormResult) =>
  page(
    text.settings.title,
    html`<p class="way">${text.settings.way}</p>`,
    certificateForm(paths.settings, html``, result),
    endOf(result),
  );

const pages: ReadonlyMap<string, (place: Place) => string> = new Map([
  [paths.signIn, signInPage],
  [paths.network, networkPage],
  [paths.activation, activationPage],
  [paths.certificate, () => certificatePage()],
  [paths.settings, () => settingsPage()],
] as [string, (place: Place) => string][]);

/** The page for a path, compared as a whole string and never resolved; undefined where there is none. */
export const pageAt = (path: string, place: Place): string | undefined => pages.get(path)?.(place);

/** The page that answers an upload, for a path with the form on it; undefined for any other path. */
export const resultPageAt = (path: string, result: FormResult): string | undefined => {
  if (path === paths.certificate) return certificatePage(result);
  return path === paths.settings ? settingsPage(result) : undefined;
};

/** Whether the form can be sent to this path. */
export const hasForm = (path: string): boolean => path === paths.certificate || path === paths.settings;

/** The page for a request that cannot be served; it carries the same banner. */
export const errorPage = (problem: 'notFound' | 'method' | 'tooLarge' | 'elsewhere'): string =>
  page(
    text.errors.title,
    html``,
    html`<p>${text.errors[problem]}</p><p class="actions">${link(paths.signIn, text.errors.start)}</p>`,
  );
