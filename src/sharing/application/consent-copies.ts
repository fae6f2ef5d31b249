import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type ConsentId, type Result, type RequestRejected } from '../../kernel/index.js';
import {
  renderPdf,
  UnitOfWork,
  unprintableCharacters,
  type PdfDocument,
  type PdfText,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import { sharingErrors } from '../domain/index.js';
import { consentCopyDocument } from './consent-copy-document.js';
import { CopyPhrases } from './copy-phrases.js';
import { CopyRecords, type CopyRecord, type RevocationChannel } from './copy-records.js';
import { revocationCopyDocument, revocationStatements } from './revocation-copy-document.js';

/** Confirmation of a revocation as text. */
export interface RevocationConfirmation {
  readonly revokedAt: Date | null;
  /** `null` also when it was carried out again from the list after a backup was restored. */
  readonly channel: Exclude<RevocationChannel, 'WITHDRAWAL_LIST'> | null;
  readonly language: string;
  /** Sentences in the order in which they are read. */
  readonly statements: readonly { readonly text: string; readonly translation: string | null }[];
}

/** Copies and confirmations for the person, as PDF in German and the language that was shown. */
@Injectable()
export class ConsentCopies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: CopyRecords,
  ) {}

  /**
   * Copy of a consent or release; the register keeps who made it.
   *
   * @throws {AccessDenied} neither the person nor the disclosing unit.
   */
  async ofDeclaration(principal: Principal, id: ConsentId): Promise<Buffer> {
    const record = await this.unitOfWork.run(principal, async (tx) => {
      const found = await this.records.get(tx, id);
      await this.records.note(tx, id, 'CONSENT_COPY');
      return found;
    });
    return print(record, consentCopyDocument(record));
  }

  /**
   * Confirmation of a revocation. Errors: CONSENT_NOT_REVOKED.
   *
   * @throws {AccessDenied} neither the person nor the disclosing unit.
   */
  async ofRevocation(principal: Principal, id: ConsentId): Promise<Result<Buffer, RequestRejected>> {
    const record = await this.unitOfWork.run(principal, async (tx) => {
      const found = await this.records.get(tx, id);
      if (found.revocation) await this.records.note(tx, id, 'REVOCATION_COPY');
      return found;
    });
    if (!record.revocation) return err(rejected(sharingErrors, 'CONSENT_NOT_REVOKED'));
    return ok(await print(record, revocationCopyDocument(record)));
  }

  /** The confirmation as text; without statements while it is not revoked. Same access. */
  async confirmation(tx: Tx, id: ConsentId): Promise<RevocationConfirmation> {
    const record = await this.records.get(tx, id);
    const { consent, revocation, texts } = record;
    const phrases = new CopyPhrases(texts, consent.language);
    const channel = revocation?.channel ?? null;
    return {
      revokedAt: revocation?.at ?? null,
      channel: channel === 'WITHDRAWAL_LIST' ? null : channel,
      language: consent.language,
      statements: revocationStatements(record).map((word) => textsOf(phrases.say(word))),
    };
  }
}

function textsOf(text: PdfText): RevocationConfirmation['statements'][number] {
  return typeof text === 'string'
    ? { text, translation: null }
    : { text: text.text, translation: text.translation ?? null };
}

/** A sign that no font has is replaced, and the copy says so: without it the person would have no copy at all. */
async function print(record: CopyRecord, document: PdfDocument): Promise<Buffer> {
  if ((await unprintableCharacters(document)).length === 0) return renderPdf(document);
  const text = new CopyPhrases(record.texts, record.consent.language).say('UNPRINTABLE');
  return renderPdf({ ...document, sections: [{ blocks: [{ kind: 'note', text }] }, ...document.sections] });
}
