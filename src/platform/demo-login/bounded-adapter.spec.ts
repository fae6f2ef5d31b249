import { describe, expect, it } from '@jest/globals';
import { boundedAdapters } from './bounded-adapter.js';

describe('the memory of the identity provider', () => {
  it('forgets the oldest record instead of growing', async () => {
    const codes = boundedAdapters(2)('AuthorizationCode');
    for (const id of ['first', 'second', 'third']) await codes.upsert(id, { uid: id }, 60);
    expect(await codes.find('first')).toBeUndefined();
    expect(await codes.findByUid('third')).toEqual({ uid: 'third' });
  });

  it('forgets what has expired', async () => {
    const codes = boundedAdapters()('AuthorizationCode');
    await codes.upsert('old', { uid: 'old' }, 0);
    expect(await codes.find('old')).toBeUndefined();
  });

  it('removes everything that rests on a revoked grant, and marks consumed codes', async () => {
    const codes = boundedAdapters()('AuthorizationCode');
    await codes.upsert('mine', { grantId: 'a' }, 60);
    await codes.upsert('other', { grantId: 'b' }, 60);
    await codes.revokeByGrantId('a');
    await codes.consume('other');
    expect(await codes.find('mine')).toBeUndefined();
    expect((await codes.find('other'))?.consumed).toEqual(expect.any(Number));
  });
});
