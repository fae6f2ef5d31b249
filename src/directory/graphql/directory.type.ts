import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { OrganisationId, StaffId, UnitId } from '../../kernel/index.js';
import type { StaffRole } from '../../platform/index.js';
import { createConnection } from '../../platform/graphql/index.js';
import {
  organisationTypes,
  orgTypeCodes,
  type OrganisationRegime,
  type OrgTypeCode,
} from '../domain/organisation-types.js';

/** Enum object behind `OrganisationTypeCode`. */
export const OrganisationTypeCode = Object.fromEntries(orgTypeCodes.map((code) => [code, code])) as {
  readonly [Code in OrgTypeCode]: Code;
};
registerEnumType(OrganisationTypeCode, {
  name: 'OrganisationTypeCode',
  description: 'What an organisation unit is in law.',
  valuesMap: Object.fromEntries(
    orgTypeCodes.map((code) => {
      const { de, en } = organisationTypes[code].label;
      return [code, { description: `${en} «${de}»` }];
    }),
  ),
});

/** Enum object behind `MunicipalityKind`. */
export const MunicipalityKind = {
  KREIS: 'KREIS',
  KREISFREIE_STADT: 'KREISFREIE_STADT',
  KREISANGEHOERIGE_STADT: 'KREISANGEHOERIGE_STADT',
} as const;
registerEnumType(MunicipalityKind, {
  name: 'MunicipalityKind',
  description: 'Kind of municipality in North Rhine-Westphalia.',
  valuesMap: {
    KREIS: { description: 'District «Kreis»' },
    KREISFREIE_STADT: { description: 'City that is no part of a district «kreisfreie Stadt»' },
    KREISANGEHOERIGE_STADT: { description: 'Town in a district «kreisangehörige Stadt»' },
  },
});

/** Enum object behind `StaffRole`. */
export const StaffRoleEnum: { readonly [Role in StaffRole]: Role } = {
  CASEWORKER: 'CASEWORKER',
  CASE_MANAGER: 'CASE_MANAGER',
  UNIT_LEAD: 'UNIT_LEAD',
  PROJECT_LEAD: 'PROJECT_LEAD',
  MODERATOR: 'MODERATOR',
  RECORDER: 'RECORDER',
  WORKING_GROUP_MEMBER: 'WORKING_GROUP_MEMBER',
  STEERING_MEMBER: 'STEERING_MEMBER',
  DATA_PROTECTION_OFFICER: 'DATA_PROTECTION_OFFICER',
  SYSTEM_ADMIN: 'SYSTEM_ADMIN',
};
registerEnumType(StaffRoleEnum, {
  name: 'StaffRole',
  description: 'Role of a staff member in one unit.',
  valuesMap: {
    CASEWORKER: { description: 'Works on cases of the unit «Sachbearbeitung»' },
    CASE_MANAGER: { description: 'Steers cases «Case Management»' },
    UNIT_LEAD: { description: 'Leads the unit «Leitung»' },
    PROJECT_LEAD: { description: 'Leads the programme; sees no identified case «Projektleitung»' },
    MODERATOR: { description: 'Chairs conferences «Moderation»' },
    RECORDER: { description: 'Writes conference records «Protokollführung»' },
    WORKING_GROUP_MEMBER: { description: 'Works in a working group «Mitglied einer Arbeitsgruppe»' },
    STEERING_MEMBER: { description: 'Sits in the steering group «Mitglied der Lenkungsgruppe»' },
    DATA_PROTECTION_OFFICER: { description: 'Data protection officer «Datenschutzbeauftragte»' },
    SYSTEM_ADMIN: { description: 'Runs the system; sees no content «Systemadministration»' },
  },
});

/** Enum object behind `OrganisationRegime`. */
export const OrganisationRegimeEnum = { DSGVO: 'DSGVO', KDG: 'KDG', DSG_EKD: 'DSG_EKD' } as const;
registerEnumType(OrganisationRegimeEnum, {
  name: 'OrganisationRegime',
  description: 'Data protection law under which an organisation works.',
  valuesMap: {
    DSGVO: { description: 'General data protection regulation «DSGVO»' },
    KDG: { description: 'Catholic data protection law «KDG»' },
    DSG_EKD: { description: 'Protestant data protection law «DSG-EKD»' },
  },
});

/** Municipality. */
@ObjectType({ description: 'Municipality of the region «Kreis, Stadt».' })
export class Municipality {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name.' })
  readonly name!: string;

  @Field(() => MunicipalityKind, { description: 'Kind of municipality.' })
  readonly kind!: keyof typeof MunicipalityKind;
}

/** Organisation. */
@ObjectType({
  description: 'Legal person or association. Responsible for data is the unit, not the organisation.',
})
export class Organisation {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: OrganisationId;

  @Field(() => String, { description: 'Name.' })
  readonly name!: string;

  @Field(() => OrganisationRegimeEnum, { description: 'Data protection law under which it works.' })
  readonly regime!: OrganisationRegime;

  @Field(() => Municipality, {
    nullable: true,
    description: 'Municipality it is part of; null for free bodies.',
  })
  readonly municipality!: Municipality | null;
}

/** Organisation unit. */
@ObjectType({
  description:
    'Organisation unit: the controller of its data (Art. 4 Nr. 7 DSGVO, § 67 Abs. 4 SGB X) «Stelle».',
})
export class OrganisationUnit {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: UnitId;

  @Field(() => String, { description: 'Name.' })
  readonly name!: string;

  @Field(() => OrganisationTypeCode, { description: 'What it is in law.' })
  readonly type!: OrgTypeCode;

  @Field(() => String, { description: 'Whom to ask, as a function, not a name «Ansprechstelle».' })
  readonly contactFunction!: string;

  @Field(() => Boolean, { description: 'Part of the demonstration; not a statement about the real body.' })
  readonly isDemonstration!: boolean;

  @Field(() => Organisation, { description: 'Organisation it belongs to.' })
  readonly organisation!: Organisation;
}

/** Page of units. */
export const OrganisationUnitConnection = createConnection(OrganisationUnit);

/** Staff member. */
@ObjectType({ description: 'Staff member «Mitarbeiter*in».' })
export class StaffMember {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: StaffId;

  @Field(() => String, { description: 'Name at work.' })
  readonly displayName!: string;

  @Field(() => String, { description: 'What they do «Funktion».' })
  readonly jobFunction!: string;

  @Field(() => Boolean, { description: 'Invented for the demonstration.' })
  readonly isDemonstration!: boolean;
}

/** Role of the viewer in a unit. */
@ObjectType({ description: 'A role in a unit, valid today.' })
export class StaffRoleGrant {
  readonly unitId!: UnitId;

  @Field(() => StaffRoleEnum, { description: 'The role.' })
  readonly role!: StaffRole;

  @Field(() => Boolean, { description: 'May commit the unit in a conference «Entscheidungsbefugnis».' })
  readonly mandate!: boolean;
}

/** Who is logged in. */
@ObjectType({ description: 'Who is logged in.' })
export class Viewer {
  @Field(() => StaffMember, { nullable: true, description: 'The staff member; null for a person.' })
  readonly staffMember!: StaffMember | null;

  @Field(() => [StaffRoleGrant], { description: 'Roles today; empty for a person.' })
  readonly roles!: readonly StaffRoleGrant[];

  @Field(() => Boolean, { description: 'Whether the immigrant person themself is logged in.' })
  readonly isPerson!: boolean;
}
