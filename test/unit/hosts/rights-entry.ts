// What a test runs as an ordinary user: tells whether replacing the file that is named takes more rights.
import { needsRightsFor } from '../../../main/hosts/rights.ts';

console.log(await needsRightsFor(process.argv[2] ?? ''));
