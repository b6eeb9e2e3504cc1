// The form for the sensor's certificate: the fields of a real sensor in its order, and what became of the last upload.
import { practiceText as text } from '../../../assets/text/en/practice.ts';
import { html, type Markup } from './html.ts';
import type { UploadFault } from './judge-refused.ts';
import { fields, uses } from './upload-form.ts';

/** What became of a form. Of what was uploaded only the certificate's subject and fingerprint are in it. */
export type FormResult =
  | { saved: true; certificate: { subject: string; sha256: string } | null }
  | { saved: false; fault: UploadFault | 'not-confirmed' };

const words = text.certificate;

const resultView = (result: FormResult): Markup => {
  if (!result.saved) {
    const message = result.fault === 'not-confirmed' ? words.notConfirmed : text.faults[result.fault];
    return html`<div class="result refused" role="alert"><h2>${words.refused}</h2><p id="message">${message}</p></div>`;
  }
  if (result.certificate === null)
    return html`<div class="result" role="status"><h2>${words.saved}</h2><p id="message">${words.selfSignedSaved}</p></div>`;
  const { subject, sha256 } = result.certificate;
  return html`<div class="result" role="status"><h2>${words.saved}</h2><p id="message">${words.savedText}</p>
<dl><dt>${words.subject}</dt><dd>${subject}</dd><dt>${words.sha256}</dt><dd class="hex">${sha256}</dd></dl></div>`;
};

const typed = (id: string, kind: 'text' | 'password', label: string, note: string) =>
  html`<div class="field"><label for="${id}">${label}</label>
<input type="${kind}" id="${id}" name="${id}" maxlength="256" autocomplete="off" spellcheck="false" aria-describedby="${id}-note">
<p class="hint" id="${id}-note">${note}</p></div>`;

const file = (id: string, label: string, note: string, accept: string) =>
  html`<div class="field"><label for="${id}">${label}</label>
<input type="file" id="${id}" name="${id}" accept="${accept}" aria-describedby="${id}-note">
<p class="hint" id="${id}-note">${note}</p></div>`;

const choice = (kind: 'checkbox' | 'radio', name: string, value: string, label: string, on = false) =>
  html`<label class="check"><input type="${kind}" name="${name}" value="${value}"${on ? html` checked` : html``}><span>${label}</span></label>`;

/** The form, sent to `action`; `back` is the way to the page before, where there is one. Nothing typed is filled in again. */
export const certificateForm = (action: string, back: Markup, result: FormResult | undefined): Markup =>
  html`${result ? resultView(result) : html``}<p>${words.intro}</p>
<p class="note">${words.practice}</p>
<form method="post" action="${action}" enctype="multipart/form-data" autocomplete="off">
<fieldset><legend>${choice('radio', fields.use, uses.import, words.import, true)}</legend>
${typed(fields.name, 'text', words.certificateName, words.certificateNameNote)}
${typed(fields.passphrase, 'password', words.passphrase, words.passphraseNote)}
${file(fields.key, words.key, words.keyNote, '.key,.pem')}
${file(fields.crt, words.crt, words.crtNote, '.crt,.cer,.cert,.pem')}
${file(fields.chain, words.chain, words.chainNote, '.pem')}
</fieldset>
<fieldset><legend>${choice('radio', fields.use, uses.selfSigned, words.selfSigned)}</legend>
<p class="hint">${words.selfSignedNote}</p>
${choice('checkbox', fields.confirm, 'yes', words.confirm)}
</fieldset>
${choice('checkbox', fields.validation, 'yes', words.validation, true)}
<p class="hint">${words.validationNote}</p>
<p class="actions">${back}<button>${words.save}</button></p>
</form>`;
