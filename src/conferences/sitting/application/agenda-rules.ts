import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../../platform/index.js';
import { CONFERENCE_KINDS } from '../../domain/conference.js';
import type { AgendaRule } from '../domain/agenda.js';

/** Place of the agendas in the project. */
const AGENDA_FILE = 'policies/conference-agendas.json';

const minutes = z.int().min(0).max(240);

const box = z
  .strictObject({
    key: z.string().regex(/^[A-Z_]{3,40}$/),
    label: z.string().min(3).max(120),
    minutes: minutes.min(1),
    leastMinutes: minutes,
    givesAt: z.int().min(1).max(20).nullable(),
    holds: z.enum(['PERSON', 'READ_BACK', 'FINDINGS']).nullable(),
  })
  .refine((one) => one.leastMinutes <= one.minutes, 'the least is more than the time')
  .refine((one) => one.givesAt !== null || one.leastMinutes === one.minutes, 'who gives nothing keeps all')
  .refine(
    (one) => !['PERSON', 'READ_BACK'].includes(one.holds ?? '') || one.givesAt === null,
    'the time of the person is never taken',
  );

const agenda = z
  .strictObject({
    mode: z.enum(['IDENTIFIED', 'ANONYMISED']),
    kinds: z.array(z.enum(CONFERENCE_KINDS)).min(1),
    personSpeaksFirst: z.boolean(),
    norm: z.string().min(3),
    source: z.string().min(3),
    status: z.enum(['STATUTE', 'STATUTE_AS_GUIDE', 'PROPOSED']),
    boxes: z.array(box).min(2).max(20),
  })
  .refine((one) => new Set(one.boxes.map(({ key }) => key)).size === one.boxes.length, 'a key stands twice')
  .refine(
    (one) =>
      one.personSpeaksFirst ===
      (['PERSON', 'READ_BACK'] as const).every((holds) => one.boxes.some((part) => part.holds === holds)),
    'who speaks first has a time for it and is read the result',
  );

const table = z.strictObject({
  version: z.int().min(1),
  validFrom: z.iso.date(),
  agendas: z.array(agenda).min(1),
});

/** Reads agendas. @throws {z.ZodError} naming every place that does not fit. */
export function readAgendas(json: string): readonly AgendaRule[] {
  return table
    .parse(JSON.parse(json))
    .agendas.map(({ mode, kinds, personSpeaksFirst, boxes }) => ({ mode, kinds, personSpeaksFirst, boxes }));
}

/** The agendas of this installation, in the order of the file. */
export const agendaRules: readonly AgendaRule[] = readAgendas(
  readFileSync(join(projectRoot, AGENDA_FILE), 'utf8'),
);
