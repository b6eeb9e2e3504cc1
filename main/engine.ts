// The engine's few functions that measuring tools and conformance runs load from the build; the app does not use this file.
export { parseCertificate } from './pki/certificate/certificate.ts';
export { readObjects } from './pki/files/read.ts';
export { readPrivateKey } from './pki/keys/private-key.ts';
export { verifyPath } from './pki/path/verify.ts';
export { readPkcs12 } from './pki/pkcs12/read-pkcs12.ts';
export { writePkcs12 } from './pki/pkcs12/write-pkcs12.ts';
export { openDoor } from './privileged/door.ts';
export { probe } from './sensor/probe.ts';
export { openEngine } from './tools/engine.ts';
