// What is worth a look in the names of a request that was just made. It is not on the tray, where main tests requests;
// so only the names are looked at here, by what the request says. Pure.
import type { RequestItem } from '../../../preload/contract/item.ts';
import type { RequestFinding } from '../../../preload/contract/request-check.ts';
import { bareName, kindOfName, nameProblem } from './request-names.ts';

/** Every name that browsers read. */
const sans = ({ subjectAltNames: names }: RequestItem): string[] =>
  [...(names?.dns ?? []), ...(names?.ip ?? [])].map((name) => name.toLowerCase());

/** Findings that need a person, as main's own test of a request would tell them. */
export function nameFindings(request: RequestItem): RequestFinding[] {
  const { commonName: name } = request;
  const names = sans(request);
  const findings: RequestFinding[] = [];
  const isHost =
    name !== undefined &&
    name === bareName(name) &&
    ['dns', 'ip'].includes(kindOfName(name)) &&
    nameProblem(name) === null;
  if (name === undefined) findings.push({ id: 'common-name-missing', state: 'warn', facts: {} });
  if (name !== undefined && !isHost) findings.push({ id: 'common-name-not-host', state: 'warn', facts: { name } });
  if (names.length === 0) findings.push({ id: 'san-missing', state: 'warn', facts: {} });
  else if (name !== undefined && isHost && !names.includes(name.toLowerCase()))
    findings.push({ id: 'common-name-not-in-san', state: 'warn', facts: { name } });
  const wildcards = names.filter((each) => each.includes('*'));
  if (wildcards.length > 0)
    findings.push({
      id: 'san-wildcard',
      state: 'warn',
      facts: { names: wildcards.slice(0, 5), count: wildcards.length },
    });
  return findings;
}
