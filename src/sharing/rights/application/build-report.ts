import { Injectable } from '@nestjs/common';
import { DirectoryReader, ownerCodesOf, type UnitView } from '../../../directory/index.js';
import type { DataItemId, UnitId } from '../../../kernel/index.js';
import { Clock, PersonVault, type Tx } from '../../../platform/index.js';
import { DefinitionRows, WorkflowEngine, type ProcessView } from '../../../workflow/index.js';
import { disputePlace, textPlace } from '../../application/item-places.js';
import { itemKinds, itemSources } from '../../domain/data-item.js';
import { disclosureChannels, wasNotAllowed } from '../../domain/disclosure.js';
import { sharingCategories, sharingPurposes } from '../../domain/sharing-codes.js';
import { listConsents, wasGiven } from '../../persistence/consent.repository.js';
import { itemsOfCase, type DataItemRow } from '../../persistence/data-item.repository.js';
import { usedUpDeclarations } from '../../persistence/disclosure.repository.js';
import { withheldFromPerson } from '../../persistence/withheld-items.repository.js';
import {
  consentStateLabels,
  REPORT_NOTICES,
  USED_UP_LABEL,
  type AccessReport,
  type ReportedConsent,
  type ReportedDisclosure,
  type ReportedItem,
} from '../domain/access-report.js';
import type { RequestRecord } from '../domain/request.js';
import { consentedItemIds, exchangesOf, lookupsBy, type ExchangeRow } from '../persistence/report.queries.js';
import { PersonRecordSources } from './person-record-sources.js';

/** Names of units by id. */
type Names = ReadonlyMap<UnitId, string>;

/** Puts together what one controller holds about a person. Who may read it is the caller's part. */
@Injectable()
export class BuildReport {
  constructor(
    private readonly clock: Clock,
    private readonly vault: PersonVault,
    private readonly directory: DirectoryReader,
    private readonly engine: WorkflowEngine,
    private readonly sources: PersonRecordSources,
  ) {}

  /** Everything the controller holds (Art. 15 DSGVO); of data about third persons only how much there is. */
  async access(tx: Tx, request: RequestRecord): Promise<AccessReport> {
    const { caseId, personId, controllerUnitId: unitId } = request;
    const [exchanges, consents, lookups, processes] = await Promise.all([
      exchangesOf(tx, caseId, unitId),
      listConsents(tx, caseId),
      lookupsBy(tx, { caseId, personId, unitId }),
      this.engine.listByCase(tx, caseId),
    ]);
    const own = consents.filter(
      ({ givenBy, givenAt, discloserUnitId: from, recipientUnitId: to }) =>
        // An offer or a refusal is nothing the recipient holds.
        givenBy === 'PERSON' && (from === unitId || (to === unitId && wasGiven({ givenAt }))),
    );
    const names = await this.namesOf(tx, [
      unitId,
      ...exchanges.flatMap(({ fromUnitId, toUnitId }) => [fromUnitId, toUnitId]),
      ...own.flatMap(({ discloserUnitId, recipientUnitId }) => [discloserUnitId, recipientUnitId]),
    ]);
    const controller = await this.controller(tx, unitId);
    const items = (await itemsOfCase(tx, caseId, false, [unitId])).filter(
      ({ controllerUnitId }) => controllerUnitId === unitId,
    );
    const usedUp = await usedUpDeclarations(tx, caseId);
    const withheld = await withheldFromPerson(tx, caseId);
    const ownItems = items.filter(({ category }) => category !== 'THIRD');
    const told = ownItems.filter(({ id }) => !withheld.has(id));
    return {
      ...this.head('ACCESS', request, controller),
      items: await this.items(tx, told),
      withheldItems: items.length - ownItems.length,
      withheldEntrusted: ownItems.length - told.length,
      received: exchanges
        .filter(({ toUnitId }) => toUnitId === unitId)
        .map((row) => exchange(row, 'from', names)),
      recipients: exchanges
        .filter(({ fromUnitId }) => fromUnitId === unitId)
        .map((row) => exchange(row, 'to', names)),
      consents: own.map((consent): ReportedConsent => ({
        kindLabel: consent.kind === 'CONSENT' ? 'Einwilligung' : 'Schweigepflichtentbindung',
        discloser: names.get(consent.discloserUnitId) ?? '',
        recipient: names.get(consent.recipientUnitId) ?? '',
        categoryLabels: consent.categories.map((category) => sharingCategories[category]),
        purposeLabel: sharingPurposes[consent.purpose],
        validUntil: consent.validUntil,
        stateLabel:
          usedUp.has(consent.id) && consent.state === 'GRANTED'
            ? USED_UP_LABEL
            : (consentStateLabels[consent.state] ?? consent.state),
      })),
      processes: await this.processes(tx, processes, controller),
      lookups,
      records: (await this.sources.collect(tx, { personId, caseId, unitId })).map(
        ({ key, title, records }) => ({
          key,
          title,
          records: records.map(({ label, value }) => ({ label, value })),
        }),
      ),
    };
  }

  /** What rests on consent, and what the person provided themself (Art. 20 DSGVO). */
  async portability(tx: Tx, request: RequestRecord): Promise<AccessReport> {
    const { caseId, personId, controllerUnitId: unitId } = request;
    const consented = await consentedItemIds(tx, caseId, unitId);
    const withheld = await withheldFromPerson(tx, caseId);
    const items = (await itemsOfCase(tx, caseId, false, [unitId])).filter(
      ({ id, controllerUnitId, category, source, kind }) =>
        controllerUnitId === unitId &&
        category !== 'THIRD' &&
        !withheld.has(id) &&
        (consented.has(id) || source === 'PERSON' || kind === 'STATEMENT'),
    );
    const groups = await this.sources.collect(tx, { personId, caseId, unitId });
    return {
      ...this.head('PORTABILITY', request, await this.controller(tx, unitId)),
      items: await this.items(tx, items),
      withheldItems: 0,
      withheldEntrusted: 0,
      received: [],
      recipients: [],
      consents: [],
      processes: [],
      lookups: [],
      records: groups
        .map(({ key, title, records }) => ({
          key,
          title,
          records: records
            .filter(({ byPerson }) => byPerson === true)
            .map(({ label, value }) => ({ label, value })),
        }))
        .filter(({ records }) => records.length > 0),
    };
  }

  private head(kind: AccessReport['kind'], { receivedOn }: RequestRecord, controller: UnitView) {
    return {
      format: 'fallwerk-access-report' as const,
      version: 1 as const,
      kind,
      createdAt: this.clock.now().toString({ smallestUnit: 'second' }),
      receivedOn,
      controller: {
        unitId: controller.id,
        name: controller.name,
        organisation: controller.organisation.name,
        contact: controller.contactFunction,
      },
      notices: REPORT_NOTICES,
    };
  }

  private async controller(tx: Tx, unitId: UnitId): Promise<UnitView> {
    const [unit] = await this.directory.findUnits(tx, [unitId]);
    if (!unit) throw new Error('Controller is not in the directory');
    return unit;
  }

  private async namesOf(tx: Tx, ids: readonly UnitId[]): Promise<Names> {
    const units = await this.directory.findUnits(tx, [...new Set(ids)]);
    return new Map(units.map(({ id, name }) => [id, name]));
  }

  private async items(tx: Tx, rows: readonly DataItemRow[]): Promise<readonly ReportedItem[]> {
    const sealed = rows.flatMap(({ id, personId, textSealed, disputeSealed }) => [
      ...(textSealed ? [{ personId, sealed: textSealed, place: textPlace(id) }] : []),
      ...(disputeSealed ? [{ personId, sealed: disputeSealed, place: disputePlace(id) }] : []),
    ]);
    const texts = await this.vault.open(tx, sealed);
    const byPlace = new Map(sealed.map(({ place }, index) => [place, texts[index]]));
    const at = (place: (id: DataItemId) => string, id: DataItemId) => byPlace.get(place(id)) ?? null;
    return rows.map((row) => ({
      id: row.id,
      category: row.category,
      categoryLabel: sharingCategories[row.category],
      kindLabel: itemKinds[row.kind],
      sourceLabel: itemSources[row.source],
      recordedAt: row.recordedAt.toISOString(),
      text: at(textPlace, row.id),
      dispute: at(disputePlace, row.id),
      isRestricted: row.restrictedAt !== null,
      isCorrected: row.correctedByItemId !== null,
      isErased: row.erasedAt !== null,
    }));
  }

  /** Processes of the case in which the controller acts, in the words the person is told. */
  private async processes(tx: Tx, processes: readonly ProcessView[], controller: UnitView) {
    const codes = new Set<string>(ownerCodesOf(controller.type));
    const told: { readonly title: string; readonly now: readonly string[] }[] = [];
    const definitions = new DefinitionRows();
    for (const process of processes.filter(({ subject }) => subject.type === 'case')) {
      const definition = (await definitions.find(tx, process.definitionHash))?.document;
      if (!definition) continue;
      const states = statesIn(definition.machine.states ?? {}, definition.machine.id);
      if (![...states.values()].some(({ owner }) => owner !== undefined && codes.has(owner))) continue;
      const now = process.activeStates.flatMap((state) => states.get(state)?.plain ?? []);
      told.push({ title: definition.title.plain, now });
    }
    return told;
  }
}

interface StateWords {
  readonly states?: Readonly<Record<string, StateWords>>;
  readonly meta?: { readonly owner?: string; readonly plain?: string };
}

function statesIn(
  states: Readonly<Record<string, StateWords>>,
  path: string,
): Map<string, { readonly owner: string | undefined; readonly plain: string | undefined }> {
  return new Map(
    Object.entries(states).flatMap(([key, state]) => [
      [`${path}.${key}`, { owner: state.meta?.owner, plain: state.meta?.plain }] as const,
      ...statesIn(state.states ?? {}, `${path}.${key}`),
    ]),
  );
}

function exchange(row: ExchangeRow, other: 'from' | 'to', names: Names): ReportedDisclosure {
  return {
    unit: names.get(other === 'from' ? row.fromUnitId : row.toUnitId) ?? '',
    function: row.recipientFunction,
    category: row.category,
    categoryLabel: sharingCategories[row.category],
    purposeLabel: sharingPurposes[row.purpose],
    channelLabel: disclosureChannels[row.channel],
    at: row.disclosedAt.toISOString(),
    basis: row.basis,
    isOver: row.isOver,
    ...(row.isWithoutBasis ? { notAllowed: wasNotAllowed(names.get(row.fromUnitId) ?? '') } : {}),
  };
}
