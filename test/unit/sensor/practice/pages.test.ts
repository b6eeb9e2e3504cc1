import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import profile from '../../../../assets/profiles/ot-sensor.json' with { type: 'json' };
import { practiceText } from '../../../../assets/text/en/practice.ts';
import { html } from '../../../../main/sensor/practice/html.ts';
import {
  contentSecurityPolicy,
  errorPage,
  pageAt,
  paths,
  resultPageAt,
} from '../../../../main/sensor/practice/pages.ts';

const place = { host: '127.0.0.1', port: 8443, name: 'a"><script>.test' };
const every: [string, string][] = [
  ...Object.values(paths).map((path): [string, string] => [path, pageAt(path, place) ?? '']),
  ...(['notFound', 'method', 'tooLarge', 'elsewhere'] as const).map((problem): [string, string] => [
    problem,
    errorPage(problem),
  ]),
];
const seen = (page: string) =>
  page
    .replace(/<style>[\s\S]*<\/style>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replace(/\s+/g, ' ');

test.each(every)('%s says that it is for practice and where the fingerprint is to be found', (_, page) => {
  expect(seen(page)).toContain(practiceText.banner.text);
  expect(seen(page)).toContain(practiceText.fingerprint.text);
});

test.each(every)('%s has no script and loads nothing; its style is the one that the policy allows', (_, page) => {
  expect(page).not.toMatch(/<script|<link|<img|javascript:| on[a-z]+=| style=|src=|url\(|@import/i);
  const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
  expect(contentSecurityPolicy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
});

test.each(every)('%s is whole for a screen reader: language, title, one heading, each field named', (_, page) => {
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page.match(/<h1>/g)).toHaveLength(1);
  const heading = /<h1>(.*)<\/h1>/.exec(page)?.[1];
  expect(page).toContain(`<title>${heading} – ${practiceText.console}</title>`);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, id] of page.matchAll(/<(?:input type="(?:text|password|file)"|button type="button") id="([^"]+)"/g)) {
    expect(page).toMatch(new RegExp(`<label for="${id}">|aria-labelledby="${id}-label ${id}"`));
  }
  for (const [, refs = ''] of page.matchAll(/aria-(?:labelledby|describedby)="([^"]+)"/g)) {
    for (const ref of refs.split(' ')) expect(ids).toContain(ref);
  }
});

test.each([paths.certificate, paths.settings])('%s has the form of a real sensor, in its wording and order', (path) => {
  const page = pageAt(path, place) ?? '';
  const words = [
    'Import trusted CA certificate (recommended)',
    'Certificate Name',
    'Passphrase',
    'Private Key (KEY file)',
    'Certificate (CRT file)',
    'Certificate Chain (PEM file)',
    'Use Locally generated self-signed certificate (Not recommended)',
    'Enable certificate validation',
    'Save',
  ];
  const places = words.map((each) => seen(page).indexOf(` ${each} `));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(page).toContain(`<form method="post" action="${path}" enctype="multipart/form-data"`);
  expect(page).not.toContain(' disabled');
  const checked = [...page.matchAll(/ name="(\w+)" value="([^"]*)" checked/g)].map(([, name, value]) => [name, value]);
  expect(checked).toEqual([
    ['use', 'import'],
    ['validation', 'yes'],
  ]);
});

test('the answer to an upload is the console’s sentence, or who the new certificate is; it is escaped', () => {
  const refused = resultPageAt(paths.settings, { saved: false, fault: 'chain' }) ?? '';
  expect(refused).toContain(
    '<p id="message">Cannot validate chain of trust. The provided Certificate and Root CA don&#39;t',
  );
  const certificate = { subject: '<script>"', sha256: 'AB12' };
  const saved = resultPageAt(paths.certificate, { saved: true, certificate }) ?? '';
  expect(saved).toContain('<dd>&lt;script&gt;&quot;</dd>');
  expect(saved).toContain('AB12');
  expect(seen(saved)).not.toContain(practiceText.fingerprint.title); // it says that no page tells one
  expect(seen(refused)).toContain(practiceText.fingerprint.title);
  for (const page of [refused, saved]) expect(page).toContain('enctype="multipart/form-data"');
  expect(resultPageAt(paths.network, { saved: false, fault: 'chain' })).toBeUndefined();
});

test('the sentences are those of the sensor’s profile, to the letter', () => {
  const { passphrase, chain, expired, revoked, general, ...more } = Object.fromEntries(
    profile.messages.map(({ id, text }) => [id, text]),
  );
  const unreachable = more['crl-unreachable'];
  expect(practiceText.faults).toEqual({
    passphrase,
    chain,
    dates: expired,
    revoked,
    'crl-unreachable': unreachable,
    other: general,
  });
});

test('the wizard can be walked by its links, forwards and back', () => {
  const links = (path: string) => [...(pageAt(path, place) ?? '').matchAll(/href="([^"]+)"/g)].map(([, to]) => to);
  expect(links('/network')).toEqual(['/activation']);
  expect(links('/activation')).toEqual(['/network', '/certificate']);
  expect(links('/certificate')).toEqual(['/activation', '/settings/certificate']);
});

test('values are escaped, markup is not, also in lists', () => {
  expect(pageAt('/network', place)).toContain('<dd>a&quot;&gt;&lt;script&gt;.test');
  const rows = ['<&>', '"\''].map((value) => html`<i>${value}</i>`);
  expect(html`<p title="${'"'}">${rows}${0}</p>`.text).toBe(
    '<p title="&quot;"><i>&lt;&amp;&gt;</i><i>&quot;&#39;</i>0</p>',
  );
});
