import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../../audit/index.js';
import { DirectoryReader } from '../../../directory/index.js';
import { PersonVault, unitsOf, type Tx } from '../../../platform/index.js';
import { decidingUnits } from '../../application/staff-actor.js';
import {
  AUTHORITY_HINT,
  requestInPlainWords,
  type DataSubjectRequestId,
  type RequestRecord,
} from '../domain/request.js';
import { proofsOfRequest, type ErasureProofRow } from '../persistence/erasure.repository.js';
import { listRequests, type RequestRow } from '../persistence/request.repository.js';
import { RequestAccess, type RequestStanding } from './request-access.js';
import { requestPlace } from './request-places.js';

/** A request as somebody sees it. */
export interface RequestView extends RequestRecord {
  /** `null` for the officer, and when the person was erased. */
  readonly words: string | null;
  readonly extensionReasons: string | null;
  readonly answer: string | null;
  /** `null` while there is nothing to complain about. */
  readonly authorityHint: string | null;
  /** One sentence in plain German. */
  readonly inPlainWords: string;
  readonly proofs: readonly ErasureProofRow[];
  readonly hasReport: boolean;
}

/** Reads requests; every look of staff is noted. */
@Injectable()
export class RequestReader {
  constructor(
    private readonly access: RequestAccess,
    private readonly vault: PersonVault,
    private readonly directory: DirectoryReader,
    private readonly accessLog: AccessLog,
  ) {}

  /** For the person, the controller and its officer. @throws {AccessDenied} anybody else, or it is not there. */
  async get(tx: Tx, id: DataSubjectRequestId): Promise<RequestView> {
    const { request, standing } = await this.access.get(tx, tx.principal, id, [
      'isPerson',
      'isController',
      'isOfficer',
    ]);
    return this.view(tx, request, standing);
  }

  /** Own requests of the person, else those to controllers of the actor; newest first. */
  async list(
    tx: Tx,
    limit: number,
    after: { readonly sortKey: string | number; readonly id: string } | undefined,
  ): Promise<readonly RequestView[]> {
    const { principal } = tx;
    const rows = await listRequests(tx, {
      personId: principal.kind === 'person' ? principal.personId : null,
      unitIds: [...new Set([...decidingUnits(principal), ...unitsOf(principal, 'DATA_PROTECTION_OFFICER')])],
      limit,
      after,
    });
    const views: RequestView[] = [];
    for (const row of rows) {
      const standing = await this.access.standing(tx, principal, row);
      if (standing.isPerson || standing.isController || standing.isOfficer) {
        views.push(await this.view(tx, row, standing));
      }
    }
    return views;
  }

  private async view(tx: Tx, row: RequestRow, standing: RequestStanding): Promise<RequestView> {
    const { wordsSealed, extensionSealed, answerSealed, ...request } = row;
    const mayRead = standing.isPerson || standing.isController;
    const { id: objectId, caseId, personId, controllerUnitId: unitId } = request;
    const purpose = standing.isController ? 'CASE_WORK' : 'OVERSIGHT';
    this.accessLog.read(
      tx,
      { objectType: 'dataSubjectRequest', objectId, caseId, personId, unitId, purpose },
      mayRead,
    );
    const [words, extensionReasons, answer] = mayRead
      ? await this.open(tx, row)
      : ([null, null, null] as const);
    const [unit] = await this.directory.findUnits(tx, [request.controllerUnitId]);
    const needsHint =
      request.state === 'REFUSED' || request.state === 'OVERDUE' || request.state === 'EXTENDED';
    return {
      ...request,
      words,
      extensionReasons,
      answer,
      authorityHint: needsHint ? AUTHORITY_HINT : null,
      inPlainWords: requestInPlainWords(request, unit?.name ?? ''),
      proofs: await proofsOfRequest(tx, request.id),
      hasReport:
        mayRead &&
        request.state === 'ANSWERED' &&
        (request.kind === 'ACCESS' || request.kind === 'PORTABILITY'),
    };
  }

  private async open(
    tx: Tx,
    row: RequestRow,
  ): Promise<readonly [string | null, string | null, string | null]> {
    const parts = [
      ['words', row.wordsSealed],
      ['extension', row.extensionSealed],
      ['answer', row.answerSealed],
    ] as const;
    const sealed = parts.flatMap(([part, bytes]) =>
      bytes ? [{ personId: row.personId, sealed: bytes, place: requestPlace(part, row.id) }] : [],
    );
    const texts = sealed.length === 0 ? [] : await this.vault.open(tx, sealed);
    const byPlace = new Map(sealed.map(({ place }, index) => [place, texts[index]]));
    const text = (part: 'words' | 'extension' | 'answer') => byPlace.get(requestPlace(part, row.id)) ?? null;
    return [text('words'), text('extension'), text('answer')];
  }
}
