import { v5 } from 'uuid';
import type { OrganisationSetup, OrgTypeCode } from '../../directory/index.js';
import { asId } from '../../kernel/index.js';
import type { StaffRole } from '../../platform/index.js';

const NAMESPACE = '6f6f6b1e-4f1c-5d3e-9a55-0c1f6b9e2a10';

/** Stable identifier of a thing of the demonstration, so that seeding twice changes nothing. */
export function demoId<Id extends string>(name: string): Id {
  return asId<Id>(v5(name, NAMESPACE));
}

export const KREIS_LIPPE = {
  id: demoId('municipality:kreis-lippe'),
  name: 'Kreis Lippe',
  kind: 'KREIS',
} as const;
export const DETMOLD = {
  id: demoId('municipality:detmold'),
  name: 'Stadt Detmold',
  kind: 'KREISANGEHOERIGE_STADT',
} as const;

/** Unit of the demonstration: key, name, type, whom to ask. */
type UnitLine = readonly [key: string, name: string, type: OrgTypeCode, contact: string];

function organisation(
  key: string,
  name: string,
  municipalityId: string | undefined,
  units: readonly UnitLine[],
  regime?: OrganisationSetup['regime'],
): OrganisationSetup {
  return {
    id: demoId(`organisation:${key}`),
    name,
    municipalityId,
    regime,
    units: units.map(([unitKey, unitName, type, contactFunction]) => ({
      id: demoId(`unit:${unitKey}`),
      name: unitName,
      type,
      contactFunction,
    })),
  };
}

/** Bodies of the region: two immigration offices, as Kreis and Stadt each have their own. */
export const LIPPE_ORGANISATIONS: readonly OrganisationSetup[] = [
  organisation('kreis-lippe', 'Kreis Lippe', KREIS_LIPPE.id, [
    ['abh-kreis', 'Ausländerbehörde Kreis Lippe', 'IMMIGRATION_OFFICE', 'Servicestelle Aufenthalt'],
    ['sozialamt', 'Sozialamt Kreis Lippe', 'SOCIAL_WELFARE_OFFICE', 'Sachgebiet Existenzsicherung'],
    ['jugendamt', 'Jugendamt Kreis Lippe', 'YOUTH_WELFARE_OFFICE', 'Allgemeiner Sozialer Dienst'],
    ['ki', 'Kommunales Integrationszentrum Kreis Lippe', 'MUNICIPAL_INTEGRATION_CENTRE', 'Geschäftsstelle'],
    ['projekt', 'Projektbüro Einwanderung gestalten', 'KIM_COORDINATION', 'Projektleitung'],
  ]),
  organisation('stadt-detmold', 'Stadt Detmold', DETMOLD.id, [
    ['abh-detmold', 'Ausländerbehörde Stadt Detmold', 'IMMIGRATION_OFFICE', 'Servicestelle Aufenthalt'],
    [
      'asylblg-detmold',
      'Leistungen nach dem AsylbLG, Stadt Detmold',
      'ASYLUM_BENEFITS_OFFICE',
      'Leistungsstelle',
    ],
  ]),
  organisation('jobcenter', 'Jobcenter Lippe', undefined, [
    ['jobcenter', 'Jobcenter Lippe', 'JOBCENTER', 'Team Markt und Integration'],
  ]),
  organisation('agentur', 'Agentur für Arbeit Detmold', undefined, [
    ['agentur', 'Agentur für Arbeit Detmold', 'EMPLOYMENT_AGENCY', 'Arbeitsmarktzulassung'],
  ]),
  organisation('netzwerk-lippe', 'Netzwerk Lippe', undefined, [
    ['netzwerk', 'Netzwerk Lippe', 'NETWORK', 'Beratung und Vermittlung'],
  ]),
  organisation('awo', 'AWO in Lippe', undefined, [
    ['awo', 'AWO Fachdienst für Migration', 'WELFARE_PROVIDER', 'Migrationsberatung'],
  ]),
  organisation(
    'caritas',
    'Caritas in Lippe',
    undefined,
    [['caritas', 'Caritas Migrationsdienst', 'WELFARE_PROVIDER', 'Migrationsberatung']],
    'KDG',
  ),
  organisation(
    'diakonie',
    'Diakonie in Lippe',
    undefined,
    [['diakonie', 'Diakonie Flüchtlingsberatung', 'WELFARE_PROVIDER', 'Regionale Flüchtlingsberatung']],
    'DSG_EKD',
  ),
  organisation('drk', 'DRK in Lippe', undefined, [
    ['drk', 'DRK Migrationsdienst', 'WELFARE_PROVIDER', 'Migrationsberatung und Suchdienst'],
  ]),
  organisation('landeskirche', 'Lippische Landeskirche', undefined, [
    ['landeskirche', 'Lippische Landeskirche', 'CHURCH', 'Referat Ökumene und Migration'],
  ]),
  organisation('fluechtlingshilfe', 'Flüchtlingshilfe Lippe', undefined, [
    ['fluechtlingshilfe', 'Flüchtlingshilfe Lippe', 'REFUGEE_ORGANISATION', 'Selbstvertretung und Beratung'],
  ]),
  organisation('freiwilligenagentur', 'Freiwilligenagentur Lippe', undefined, [
    ['freiwilligenagentur', 'Freiwilligenagentur Lippe', 'VOLUNTEER_AGENCY', 'Vermittlung'],
  ]),
];

/** Staff member of the demonstration with their login. Named by function: nobody is meant. */
export interface DemoStaff {
  readonly subject: string;
  readonly displayName: string;
  readonly jobFunction: string;
  /** What the account shows, one line for the login page. */
  readonly description: string;
  readonly roles: readonly (readonly [unit: string, role: StaffRole, mandate?: boolean])[];
}

function staff(subject: string, title: string, description: string, roles: DemoStaff['roles']): DemoStaff {
  return { subject, displayName: `Demo ${title}`, jobFunction: title, description, roles };
}

/** Every unit: here one officer watches over all of them, as smaller bodies often share one. */
const WATCHED_UNITS = [
  'projekt',
  'abh-kreis',
  'sozialamt',
  'jugendamt',
  'ki',
  'abh-detmold',
  'asylblg-detmold',
  'jobcenter',
  'agentur',
  'netzwerk',
  'awo',
  'caritas',
  'diakonie',
  'drk',
  'landeskirche',
  'fluechtlingshilfe',
  'freiwilligenagentur',
] as const;

export const LIPPE_STAFF: readonly DemoStaff[] = [
  staff('projektleitung', 'Projektleitung', 'leitet das Projekt, sieht keinen Fall mit Namen', [
    ['projekt', 'PROJECT_LEAD', true],
  ]),
  staff('fallmanagement.awo', 'Fallmanagement AWO', 'führt Fälle und beruft Fallkonferenzen ein', [
    ['awo', 'CASE_MANAGER', true],
  ]),
  staff(
    'leitung.awo',
    'Leitung AWO',
    'zweite Person der AWO: gibt geschützte Fälle frei, erlaubt Notfallzugriffe',
    [['awo', 'UNIT_LEAD', true]],
  ),
  staff('fallmanagement.caritas', 'Fallmanagement Caritas', 'führt Fälle', [
    ['caritas', 'CASE_MANAGER', true],
  ]),
  staff('fallmanagement.diakonie', 'Fallmanagement Diakonie', 'führt Fälle', [
    ['diakonie', 'CASE_MANAGER', true],
  ]),
  staff('fallmanagement.drk', 'Fallmanagement DRK', 'führt Fälle', [['drk', 'CASE_MANAGER', true]]),
  staff('abh.kreis', 'Ausländerbehörde Kreis', 'Sachbearbeitung Aufenthalt, Kreis Lippe', [
    ['abh-kreis', 'CASEWORKER', true],
  ]),
  staff('abh.detmold', 'Ausländerbehörde Detmold', 'Sachbearbeitung Aufenthalt, Stadt Detmold', [
    ['abh-detmold', 'CASEWORKER', true],
  ]),
  staff('leistung.detmold', 'Leistungsstelle Detmold', 'Leistungen nach dem AsylbLG', [
    ['asylblg-detmold', 'CASEWORKER', true],
  ]),
  staff('jobcenter', 'Jobcenter', 'Integrationsfachkraft', [
    ['jobcenter', 'CASEWORKER', true],
    ['jobcenter', 'UNIT_LEAD', true],
  ]),
  staff('agentur', 'Agentur für Arbeit', 'Arbeitsmarktzulassung', [['agentur', 'CASEWORKER', true]]),
  staff('sozialamt', 'Sozialamt', 'Sachbearbeitung', [['sozialamt', 'CASEWORKER', true]]),
  staff('jugendamt', 'Jugendamt', 'Allgemeiner Sozialer Dienst', [['jugendamt', 'CASEWORKER', true]]),
  staff('moderation', 'Moderation', 'moderiert Fallkonferenzen', [['ki', 'MODERATOR']]),
  staff('moderation.2', 'Zweite Moderation', 'moderiert Fallkonferenzen', [['ki', 'MODERATOR']]),
  staff('protokoll', 'Protokollführung', 'schreibt Protokolle', [['ki', 'RECORDER']]),
  staff('protokoll.2', 'Zweite Protokollführung', 'schreibt Protokolle', [['ki', 'RECORDER']]),
  staff('netzwerk', 'Netzwerk Lippe', 'leitet die AG Mobilität', [
    ['netzwerk', 'UNIT_LEAD', true],
    ['netzwerk', 'WORKING_GROUP_MEMBER'],
  ]),
  staff('ki', 'Kommunales Integrationszentrum', 'leitet die AG „Vom Zuwanderer zu LipperIn“', [
    ['ki', 'UNIT_LEAD', true],
    ['ki', 'WORKING_GROUP_MEMBER'],
  ]),
  staff('lenkung', 'Lenkungsgruppe', 'entscheidet über Strukturfragen', [
    ['projekt', 'STEERING_MEMBER', true],
  ]),
  staff(
    'datenschutz',
    'Datenschutzbeauftragte',
    'für alle Stellen: prüft Register und Notfallzugriffe, meldet Pannen, sieht keine Fallinhalte',
    WATCHED_UNITS.map((unit) => [unit, 'DATA_PROTECTION_OFFICER'] as const),
  ),
  staff('administration', 'Systemadministration', 'betreibt das System, sieht keine Inhalte', [
    ['projekt', 'SYSTEM_ADMIN'],
  ]),
];

/** The immigrant person of the demonstration story; the login works once their case lead has linked it. */
export const STORY_PERSON = { subject: 'person', displayName: 'Demo-Person Selam' } as const;

export const LIPPE_ROOMS = [
  {
    key: 'kreishaus-1',
    organisation: 'kreis-lippe',
    name: 'Kreishaus, Raum 401 (Demo)',
    capacity: 14,
    stepFree: true,
  },
  {
    key: 'kreishaus-2',
    organisation: 'kreis-lippe',
    name: 'Kreishaus, Raum 404 (Demo)',
    capacity: 8,
    stepFree: true,
  },
  {
    key: 'rathaus',
    organisation: 'stadt-detmold',
    name: 'Rathaus, Sitzungszimmer (Demo)',
    capacity: 12,
    stepFree: false,
  },
] as const;
