import type { AddressInfo } from 'node:net';
import { EVIDENCE, key } from '#test/builders/case-work.js';
import type { DisclosureWork } from '#test/builders/disclosure-work.js';
import { fullText, readPdf, type ReadElement, type ReadPdf } from '#test/support/pdf-reader.js';
import { valueOf } from '#test/support/results.js';
import type { TestApp } from '#test/support/test-app.js';
import type { ConsentId } from '../../../src/kernel/index.js';
import { login } from '../../../src/platform/index.js';
import { GrantConsent } from '../../../src/sharing/application/grant-consent.js';
import type { OfferConsentCommand } from '../../../src/sharing/application/offer-consent.js';
import { currentConsentTexts } from '../../../src/sharing/texts/index.js';

/** Which file of a declaration. */
export type CopyFile = 'copy' | 'revocation-copy';

/** Fetches copies over HTTP as the people of the test region. */
export class CopyReader {
  constructor(
    private readonly test: TestApp,
    private readonly work: DisclosureWork,
  ) {}

  /** The answer to a request for a file. */
  async fetch(who: string, id: string, file: CopyFile = 'copy'): Promise<Response> {
    const { port } = this.test.app.getHttpServer().address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    const headers = { authorization: `Bearer ${await login(origin, who)}` };
    return fetch(`${origin}/consents/${id}/${file}`, { headers });
  }

  /** Content of a file that is answered. */
  async bytes(who: string, id: string, file: CopyFile = 'copy'): Promise<Buffer> {
    const answer = await this.fetch(who, id, file);
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  /** The file as another program reads it. */
  async read(id: string, file: CopyFile = 'copy'): Promise<ReadPdf> {
    return readPdf(await this.bytes('lead', id, file));
  }

  /** Offers and grants on paper. */
  async granted(offer: OfferConsentCommand, evidence = {}): Promise<ConsentId> {
    const consentId = await this.work.offer(offer);
    await this.work.attachScan(consentId);
    const input = { idempotencyKey: key(), consentId, evidence: { ...EVIDENCE, ...evidence } };
    valueOf(await this.test.get(GrantConsent).execute(await this.test.staff('lead'), input));
    return consentId;
  }
}

/** Programs differ in spaces, vowel signs and the order of punctuation at line ends. */
export function letters(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '');
}

/** Letters of all elements in one language, in reading order. */
export function spoken(pdf: ReadPdf, language: string): string {
  const say = (tree: ReadElement, inherited: string): string => {
    const own = tree.language ?? inherited;
    return (own === language ? tree.text : '') + tree.children.map((child) => say(child, own)).join('');
  };
  return letters(pdf.trees.map((tree) => say(tree, 'de')).join(''));
}

/** All that a screen reader would say. */
export function whole(pdf: ReadPdf): string {
  return pdf.trees.map(fullText).join(' ');
}

/** Words of copies in a language. */
export function wordsOf(language: string) {
  const words = currentConsentTexts.copyWords.find((one) => one.language === language);
  if (!words) throw new Error(`No words in ${language}`);
  return words;
}
