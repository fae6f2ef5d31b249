/** Law under which a body processes personal data. */
export type DataRegime = 'DSGVO' | 'KDG' | 'DSG_EKD' | 'SOCIAL_DATA';

/** Law under which an organisation works; what its units hold as bodies of § 35 SGB I are Sozialdaten beside it. */
export type OrganisationRegime = Exclude<DataRegime, 'SOCIAL_DATA'>;

/** All of them. */
export const organisationRegimes: readonly OrganisationRegime[] = ['DSGVO', 'KDG', 'DSG_EKD'];

/** What a kind of organisation unit is in law, whatever the single unit is called. */
export interface OrganisationType {
  readonly label: { readonly de: string; readonly en: string };
  /** Code under which process definitions name it as owner of a state. Several types may share one. */
  readonly ownerCode: string;
  /** Narrower owner codes of process definitions that belong to this type as well; often empty. */
  readonly furtherOwnerCodes: readonly string[];
  /** Öffentliche Stelle in the sense of § 87 Abs. 1 AufenthG; schools are public bodies with an exemption. */
  readonly isPublicBody: boolean;
  /** Stelle nach § 35 Abs. 1 SGB I: Leistungsträger and equated bodies, bound by the Sozialgeheimnis. */
  readonly isSection35Body: boolean;
  /** Usual regime of the type. Whether a body is under a church law is known of its organisation. */
  readonly regime: DataRegime;
}

/** Public body that is no Leistungsträger. */
function publicBody(
  de: string,
  en: string,
  ownerCode: string,
  furtherOwnerCodes: string[] = [],
): OrganisationType {
  return {
    label: { de, en },
    ownerCode,
    furtherOwnerCodes,
    isPublicBody: true,
    isSection35Body: false,
    regime: 'DSGVO',
  };
}

/** Public body bound by the Sozialgeheimnis. */
function section35Body(de: string, en: string, ownerCode: string): OrganisationType {
  return { ...publicBody(de, en, ownerCode), isSection35Body: true, regime: 'SOCIAL_DATA' };
}

/** Body outside the administration. */
function freeBody(
  de: string,
  en: string,
  ownerCode: string,
  furtherOwnerCodes: string[] = [],
  regime: DataRegime = 'DSGVO',
): OrganisationType {
  return { ...publicBody(de, en, ownerCode, furtherOwnerCodes), isPublicBody: false, regime };
}

const counsellingCodes = ['MBE', 'JMD', 'MFD', 'RFB', 'AVB', 'DRK_SD', 'ADB', 'CLG'];

/**
 * The closed list of organisation types, by code. The type of a unit decides what the sharing decision table says
 * about it, so a unit that wears two hats (case management and coordination, say) is two units.
 */
export const organisationTypes = {
  IMMIGRATION_OFFICE: publicBody('Ausländerbehörde', 'Immigration office', 'ABH'),
  CENTRAL_IMMIGRATION_OFFICE: publicBody(
    'Zentrale Ausländerbehörde',
    'Central immigration office',
    'ZAB_REM',
  ),
  NATURALISATION_OFFICE: publicBody('Einbürgerungsbehörde', 'Naturalisation office', 'EBH'),
  FEDERAL_MIGRATION_OFFICE: publicBody(
    'Bundesamt für Migration und Flüchtlinge',
    'Federal Office for Migration and Refugees',
    'BAMF',
  ),
  DIPLOMATIC_MISSION: publicBody('Auslandsvertretung', 'Diplomatic mission', 'AV'),
  STATE_RECEPTION: publicBody('Aufnahme des Landes', 'Reception by the Land', 'LAND'),
  JOBCENTER: section35Body('Jobcenter', 'Jobcenter', 'JC'),
  EMPLOYMENT_AGENCY: section35Body('Agentur für Arbeit', 'Employment agency', 'AA'),
  SOCIAL_WELFARE_OFFICE: section35Body('Sozialamt', 'Social welfare office', 'SOZ'),
  YOUTH_WELFARE_OFFICE: section35Body('Jugendamt', 'Youth welfare office', 'JA'),
  STATE_YOUTH_WELFARE_OFFICE: section35Body('Landesjugendamt', 'Youth welfare office of the Land', 'LJA'),
  HEALTH_INSURER: section35Body('Krankenkasse', 'Health insurer', 'KK'),
  FAMILY_BENEFITS_OFFICE: section35Body('Familienkasse', 'Family benefits office', 'FAMK'),
  ASYLUM_BENEFITS_OFFICE: publicBody('Behörde nach dem AsylbLG', 'Asylum benefits office', 'SOZ'),
  PUBLIC_HEALTH_OFFICE: publicBody('Gesundheitsamt', 'Public health office', 'GA'),
  HEALTH_SERVICE: freeBody('Arztpraxis, Klinik, Psychosoziales Zentrum', 'Health service', 'PSZ'),
  EDUCATION_BODY: publicBody('Schule, Kita, Bildungsträger', 'Education body', 'EDU', [
    'SCH',
    'KITA',
    'SCHOOLVOC',
  ]),
  SCHOOL_AUTHORITY: publicBody('Schulamt', 'School authority', 'SCHA'),
  LANGUAGE_COURSE_PROVIDER: freeBody('Sprachkursträger', 'Language course provider', 'KT'),
  RECOGNITION_BODY: publicBody('Anerkennungsstelle', 'Recognition body', 'REC', [
    'IHKFOSA',
    'HWK',
    'ZAB',
    'LG',
  ]),
  MUNICIPAL_INTEGRATION_CENTRE: publicBody(
    'Kommunales Integrationszentrum',
    'Municipal integration centre',
    'KI',
  ),
  KIM_COORDINATION: publicBody(
    'Koordination Kommunales Integrationsmanagement',
    'Coordination of municipal integration management',
    'KIM',
  ),
  CASE_MANAGER_PUBLIC: publicBody(
    'Case Management der Kommune',
    'Case management of the municipality',
    'KIM',
  ),
  CASE_MANAGER_WELFARE: freeBody(
    'Case Management eines freien Trägers',
    'Case management of a free provider',
    'KIM',
  ),
  WELFARE_PROVIDER: freeBody('Wohlfahrtsverband', 'Welfare provider', 'WF', counsellingCodes),
  VOLUNTEER_AGENCY: freeBody('Freiwilligenagentur', 'Volunteer agency', 'FWA'),
  CHURCH: freeBody('Kirche, Religionsgemeinschaft', 'Church, religious community', 'KIR', [], 'DSG_EKD'),
  REFUGEE_ORGANISATION: freeBody('Flüchtlingsorganisation', 'Refugee organisation', 'FLO'),
  MIGRANT_ORGANISATION: freeBody('Migrantenorganisation', 'Migrant organisation', 'MSO'),
  NETWORK: freeBody('Netzwerk', 'Network', 'NW', ['IQ']),
  COMMISSIONED_PROVIDER: freeBody('Beauftragter Maßnahmeträger', 'Commissioned provider', 'MT'),
  EMPLOYER: freeBody('Arbeitgeber', 'Employer', 'EMP'),
  LANDLORD: freeBody('Vermieter', 'Landlord', 'VERM'),
  BANK: freeBody('Bank', 'Bank', 'BANK'),
  HOUSING_OFFICE: publicBody('Wohnungsamt', 'Housing office', 'WOA'),
  REGISTRATION_OFFICE: publicBody('Einwohnermeldeamt', 'Registration office', 'EMA'),
  CIVIL_REGISTRY_OFFICE: publicBody('Standesamt', 'Civil registry office', 'STA'),
  COURT: publicBody('Gericht', 'Court', 'GER', ['VG', 'SG', 'ARBG', 'AG', 'FAMG']),
  HARDSHIP_COMMISSION: publicBody('Härtefallkommission, Petitionsausschuss', 'Hardship commission', 'HFK', [
    'PET',
  ]),
  POLICE: publicBody('Polizei', 'Police', 'POL'),
  PUBLIC_PROSECUTOR: publicBody('Staatsanwaltschaft, Bußgeldstelle', 'Prosecuting body', 'STAW'),
  FUNDING_AUTHORITY: publicBody('Ministerium, Bewilligungsbehörde', 'Funding authority', 'BEW'),
  AUDIT_OFFICE: publicBody('Rechnungsprüfung', 'Audit office', 'RPA'),
  RESEARCH_INSTITUTION: freeBody('Forschungseinrichtung', 'Research institution', 'FOR'),
} as const satisfies Readonly<Record<string, OrganisationType>>;

/** Code of an organisation type. */
export type OrgTypeCode = keyof typeof organisationTypes;

/** Whether a string from outside is the code of an organisation type. */
export function isOrgTypeCode(value: string): value is OrgTypeCode {
  return Object.hasOwn(organisationTypes, value);
}

/** All codes, in the order of the list. */
export const orgTypeCodes: readonly OrgTypeCode[] = Object.keys(organisationTypes).filter(isOrgTypeCode);

/**
 * Organisation types that may act in a state with this owner.
 *
 * @param ownerCode Owner of a state in a process definition, e.g. `ABH`.
 * @returns In the order of the list; empty for owners that are no organisation (`CLIENT`, `REP`, `SYS`) or unknown.
 */
export function organisationTypesOwning(ownerCode: string): readonly OrgTypeCode[] {
  return orgTypeCodes.filter((code) => {
    const type: OrganisationType = organisationTypes[code];
    return type.ownerCode === ownerCode || type.furtherOwnerCodes.includes(ownerCode);
  });
}

/**
 * What is known of an organisation type.
 *
 * @throws {Error} the code is not in the list – a programming error, the directory only stores listed codes.
 */
export function organisationType(code: string): OrganisationType {
  if (!isOrgTypeCode(code)) throw new Error(`Unknown organisation type "${code}"`);
  return organisationTypes[code];
}

/** All owner codes under which a type may act in a process: its own, then the narrower ones. */
export function ownerCodesOf(code: string): readonly string[] {
  const type = organisationType(code);
  return [type.ownerCode, ...type.furtherOwnerCodes];
}

/** Law of an organisation of which nothing else is said: that of the first of its units that is no usual one. */
export function usualRegime(types: readonly OrgTypeCode[]): OrganisationRegime {
  const regimes = types.map((type): DataRegime => organisationTypes[type].regime);
  return organisationRegimes.find((regime) => regime !== 'DSGVO' && regimes.includes(regime)) ?? 'DSGVO';
}
