// The page of trusted certificates in the real app, in a private world: what a journey added is listed with its sensor,
// the sensor is looked at again, and one press takes it out of the store, which certutil then says too.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerQuestions, type RunningApp, removeHome, startApp } from '../support/app.ts';
import { pressOn, typeInto } from '../support/keyboard.ts';
import { nssCertificates } from '../support/nss.ts';

const inPrivateWorld = process.env.CERTWRIGHT_PRIVATE_WORLD === '1';

let running: RunningApp;
const byId = (id: string) => running.page.getByTestId(id);
const settled = () => running.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));

async function doIt(id = 'primary'): Promise<void> {
  await pressOn(running.page, byId(id));
  await settled();
}

async function next(step: string): Promise<void> {
  await pressOn(running.page, byId('next'));
  await byId(`step-${step}`).waitFor();
}

async function becomes(step: string, state: string): Promise<void> {
  await running.page.locator(`[data-testid="step-${step}"][data-state="${state}"]`).waitFor();
}

async function toTrusted(): Promise<void> {
  await pressOn(running.page, byId('go-home'));
  await pressOn(running.page, byId('open-trusted'));
  await byId('trusted').getByTestId('answer').waitFor();
}

describe.skipIf(!inPrivateWorld)('the trusted certificates', () => {
  beforeEach(async () => {
    running = await startApp();
  });
  afterEach(async () => {
    await running?.close().catch(() => {});
    if (running) removeHome(running.home);
  });

  it('lists what a journey added, looks at its sensor, and takes it out with one press', async () => {
    await pressOn(running.page, byId('open-trusted'));
    await byId('trusted').getByTestId('answer').waitFor();
    expect(await byId('answer').innerText()).toBe('Certwright has added no certificate to this computer.');
    await pressOn(running.page, byId('go-home'));

    await pressOn(running.page, byId('practice-start'));
    await byId('practice-walk').waitFor();
    const fingerprint = (await byId('practice-screen').innerText())
      .match(/\b[0-9A-F]{4}\b(?=\s)/g)
      ?.slice(-16)
      .join('');
    await pressOn(running.page, byId('practice-walk'));
    await byId('step-address').waitFor();
    await doIt();
    await byId('step-download').waitFor();
    await doIt();
    await becomes('download', 'done');
    await next('compare');
    await typeInto(running.page, byId('field-fingerprint'), fingerprint ?? '');
    await doIt();
    await becomes('compare', 'done');
    await next('export');
    await next('import');
    await doIt();
    await becomes('import', 'done');
    expect(nssCertificates(running.home).map(({ sha256 }) => sha256)).toEqual([fingerprint]);

    await toTrusted();
    expect(await byId('answer').innerText()).toContain('Certwright added 1 certificate;');
    await pressOn(running.page, byId('look'));
    await settled();
    await byId('trusted-serves').waitFor();
    expect(await byId('answer').innerText()).toBe('Certwright added 1 certificate; it is still needed.');
    const card = await byId('trusted-serves').innerText();
    expect(card.replaceAll(/\s/g, '')).toContain(fingerprint);
    expect(card).toContain('127.0.0.1');

    // A person who says no to the question keeps the certificate.
    await answerQuestions(running.app, false);
    await pressOn(running.page, byId('remove'));
    await byId('error').waitFor();
    expect(nssCertificates(running.home)).toHaveLength(1);

    await answerQuestions(running.app, true);
    await pressOn(running.page, byId('remove'));
    await byId('removed').waitFor();
    expect(nssCertificates(running.home)).toEqual([]);
    expect(await byId('trusted-serves').count()).toBe(0);
  });
});
