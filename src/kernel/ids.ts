declare const brand: unique symbol;

/** A string that only fits where the same kind of identifier is expected. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Short name of a region, the unit of data distribution, e.g. `lippe`. Lower case, 2–31 characters. */
export type RegionId = Branded<'RegionId'>;
export type MunicipalityId = Branded<'MunicipalityId'>;
export type OrganisationId = Branded<'OrganisationId'>;
/** Organisation unit: the controller in the sense of Art. 4 Nr. 7 DSGVO, § 67 Abs. 4 SGB X. */
export type UnitId = Branded<'UnitId'>;
export type StaffId = Branded<'StaffId'>;
export type PersonId = Branded<'PersonId'>;
export type AccountId = Branded<'AccountId'>;
export type CaseId = Branded<'CaseId'>;
export type TaskId = Branded<'TaskId'>;
export type ProcessId = Branded<'ProcessId'>;
export type DeadlineId = Branded<'DeadlineId'>;
export type ConsentId = Branded<'ConsentId'>;
/** Item of data about a person. */
export type DataItemId = Branded<'DataItemId'>;
/** Line of the register of disclosures. */
export type DisclosureId = Branded<'DisclosureId'>;
export type ConferenceId = Branded<'ConferenceId'>;
export type FindingId = Branded<'FindingId'>;
export type ThemeId = Branded<'ThemeId'>;
export type WorkingGroupId = Branded<'WorkingGroupId'>;
export type MeasureId = Branded<'MeasureId'>;
export type ProgrammeId = Branded<'ProgrammeId'>;

/** Brands a string that is known to be such an identifier (read from the database, or checked at the edge). */
export function asId<Id extends string>(value: string): Id {
  return value as Id;
}
