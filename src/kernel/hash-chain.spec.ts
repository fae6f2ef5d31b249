import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CHAIN_START, chainHash, type ChainedEntry, verifyChain } from './hash-chain.js';
import { hashOf, sha256Hex } from './hash.js';

function chainOf(entries: readonly unknown[], after = CHAIN_START): ChainedEntry[] {
  let previous = after;
  return entries.map((entry) => {
    previous = chainHash(previous, entry);
    return { entry, hash: previous };
  });
}

const distinctEntries = fc
  .uniqueArray(fc.integer(), { minLength: 2, maxLength: 12 })
  .map((numbers) => numbers.map((number) => ({ event: 'RECORDED', number })));

describe('hashes', () => {
  it('match the published test vector for "abc", as text and as bytes', () => {
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256Hex('abc')).toBe(expected);
    expect(sha256Hex(new TextEncoder().encode('abc'))).toBe(expected);
  });

  it('identify data, not its notation', () => {
    expect(hashOf({ a: 1, b: [2] })).toBe(hashOf(JSON.parse('{ "b": [2.0], "a": 1 }')));
    expect(hashOf({ a: 1, b: [2] })).not.toBe(hashOf({ a: 1, b: [3] }));
  });
});

describe('hash chain', () => {
  it('verifies what was written and answers length and head', () => {
    const chain = chainOf(['a', { b: 1 }, null]);
    expect(verifyChain(chain)).toEqual({ ok: true, value: { length: 3, head: chain[2]?.hash } });
    expect(verifyChain([])).toEqual({ ok: true, value: { length: 0, head: CHAIN_START } });
  });

  it('names the first changed entry, whichever it is', () => {
    fc.assert(
      fc.property(distinctEntries, fc.nat(), (entries, seed) => {
        const chain = chainOf(entries);
        const index = seed % chain.length;
        const tampered = chain.map((link, i) =>
          i === index ? { ...link, entry: { event: 'OTHER' } } : link,
        );
        expect(verifyChain(tampered)).toMatchObject({ ok: false, error: { kind: 'entry', index } });
      }),
    );
  });

  it('detects a removed, an inserted and a moved entry', () => {
    fc.assert(
      fc.property(distinctEntries, fc.nat(), (entries, seed) => {
        const chain = chainOf(entries);
        const index = seed % (chain.length - 1);
        const bounds = { head: chain.at(-1)?.hash as string };
        const [link, next] = chain.slice(index, index + 2) as [ChainedEntry, ChainedEntry];
        expect(verifyChain(chain.toSpliced(index, 1), bounds).ok).toBe(false);
        expect(verifyChain(chain.toSpliced(index, 0, link), bounds).ok).toBe(false);
        expect(verifyChain(chain.toSpliced(index, 2, next, link), bounds).ok).toBe(false);
      }),
    );
  });

  it('detects entries cut off at the end by the known head', () => {
    const chain = chainOf([1, 2, 3]);
    const head = chain[2]?.hash as string;
    expect(verifyChain(chain, { head }).ok).toBe(true);
    expect(verifyChain(chain.slice(0, 2), { head })).toEqual({
      ok: false,
      error: { kind: 'head', index: 2, expected: head, found: chain[1]?.hash },
    });
  });

  it('verifies a later part from the hash before it', () => {
    const chain = chainOf([1, 2, 3]);
    const after = chain[0]?.hash as string;
    expect(verifyChain(chain.slice(1), { after }).ok).toBe(true);
    expect(verifyChain(chain.slice(1)).ok).toBe(false);
  });

  it('refuses a predecessor that is no hash', () => {
    expect(() => chainHash('', 1)).toThrow(RangeError);
    expect(() => chainHash(CHAIN_START.toUpperCase() + '\n', 1)).toThrow(RangeError);
  });
});
