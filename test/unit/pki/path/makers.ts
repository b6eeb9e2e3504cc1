// All that tests of paths and lists are made with, under one name.
export * from './make.ts';
export * from './make-crl.ts';
export * from './make-extensions.ts';
