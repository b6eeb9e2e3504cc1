import { describe, expect, it } from 'vitest';
import { resolveName } from '../../../main/hosts/resolve.ts';

describe('resolveName', () => {
  it('answers from the system, hosts file included', async () => {
    const answer = await resolveName('localhost');
    expect(answer.ok && answer.value.addresses).toSatisfy(
      (addresses: string[]) => addresses.includes('127.0.0.1') || addresses.includes('::1'),
    );
  });

  it('says when it is not found or nobody could say', async () => {
    // Reserved by RFC 6761; without any DNS server the system cannot say so and answers that it could not ask.
    const answer = await resolveName('no-such-name.invalid', 60_000);
    expect(answer.ok ? '' : answer.error.code).toMatch(/^(host-not-found|resolver-failed)$/);
  });
});
