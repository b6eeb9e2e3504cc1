// The engine's few functions that measuring tools load from the build; the app itself does not use this file.
export { parseCertificate } from './pki/certificate/certificate.ts';
export { probe } from './sensor/probe.ts';
