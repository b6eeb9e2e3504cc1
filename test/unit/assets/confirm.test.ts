// The system's dialog before a change: all of it as long as it can be shown.
import { expect, test } from 'vitest';
import { confirm } from '../../../assets/text/en/confirm.ts';
import type { DescribedChange } from '../../../preload/contract/activity.ts';

const lines = (n: number): DescribedChange[] =>
  Array.from({ length: n }, (_, index) => ({
    kind: 'hosts-line-added',
    target: '/etc/hosts',
    what: `10.0.0.7 sensor${index}.contoso.com`,
    thumbprint: null,
  }));

test('a few changes are told one by one, hundreds do not push the buttons off the screen', () => {
  expect(confirm.changes(lines(12)).match(/Add the line/g)).toHaveLength(12);
  expect(confirm.changes(lines(12))).not.toContain('more');
  const many = confirm.changes(lines(700));
  expect(many.split('\n').length).toBeLessThan(50);
  expect(many).toMatch(/and 688 more changes\.$/);
});
