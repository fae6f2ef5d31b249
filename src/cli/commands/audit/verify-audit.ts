import {
  anchorsIn,
  auditFindingTexts,
  keptHeads,
  verifyAudit,
  type AuditFinding,
  type AuditVerification,
  type SignedAnchor,
} from '../../../audit/index.js';
import { SystemClock } from '../../../platform/index.js';
import { verifyDisclosures, type DisclosureVerification } from '../../../sharing/index.js';
import { readJsonFile } from '../../../workflow/index.js';
import { EXIT, Refusal, type Command, type ExitCode, type OptionValues } from '../command.js';
import type { Terminal } from '../terminal.js';
import { keyRing, withRegister } from './audit-surroundings.js';

/** Findings that are listed; the rest is counted. */
const MAX_LISTED = 1_000;

function exportedOf(file: unknown): readonly SignedAnchor[] {
  if (typeof file !== 'string') return [];
  let reason = 'keine Datei mit Ankern · no file with anchors';
  try {
    const anchors = anchorsIn(readJsonFile(file));
    if (anchors) return anchors;
  } catch (error) {
    reason = error instanceof Error ? error.message : String(error);
  }
  throw new Refusal('FILE_UNREADABLE', { de: `${file}: ${reason}`, en: `${file}: ${reason}` });
}

/** Where a finding is, in words. */
function placeOf({ position, upTo, anchor, day, eventId, disclosureId, changes = [] }: AuditFinding): string {
  const places = [
    ...(position === undefined
      ? []
      : [
          upTo === undefined || upTo <= position
            ? `Glied · link ${position}`
            : `Glieder · links ${position}–${upTo}`,
        ]),
    ...(eventId === undefined ? [] : [`Zeile · line ${eventId}`]),
    ...(disclosureId === undefined ? [] : [`Weitergabe · disclosure ${disclosureId}`]),
    ...changes,
    ...(anchor === undefined ? [] : [`Anker · anchor ${anchor}${day === undefined ? '' : ` (${day})`}`]),
  ];
  return places.join(', ');
}

function sentence(finding: AuditFinding): string {
  const { de, en } = auditFindingTexts[finding.code];
  return `${finding.code} Region ${finding.regionId}, ${placeOf(finding)}: ${de} · ${en}`;
}

function summary({
  links,
  anchors,
  notYetSealed,
  disclosures,
  findings,
}: AuditVerification & DisclosureVerification): string {
  const waiting = `${notYetSealed} Zeilen noch nicht verkettet · lines not yet sealed`;
  const told = `${disclosures} Weitergaben verglichen · disclosures compared`;
  return findings === 0
    ? `${links} Zeilen und ${anchors} Anker geprüft; alle Ketten und Signaturen stimmen. · ${links} lines and ${anchors} anchors checked; all chains and signatures are right. (${waiting}, ${told})`
    : `${findings} Befunde in ${links} Zeilen und ${anchors} Ankern. · ${findings} findings in ${links} lines and ${anchors} anchors. (${waiting}, ${told})`;
}

async function run(options: OptionValues, terminal: Terminal): Promise<ExitCode> {
  const exported = exportedOf(options['anchors']);
  const isJson = options['json'] === true;
  const listed: AuditFinding[] = [];
  const onFinding = (finding: AuditFinding): void => {
    if (listed.length >= MAX_LISTED) return;
    listed.push(finding);
    if (!isJson) terminal.complain(sentence(finding));
  };
  const total = await withRegister(async (unitOfWork, config) => {
    const keys = await keyRing(config, options['public-key']);
    // Read first: a chain only gets longer.
    const kept = await keptHeads(config.keys.dir);
    const believed = { keys, exported, kept, onFinding };
    const register = await verifyAudit(unitOfWork, new SystemClock(), believed);
    const { disclosures, findings } = await verifyDisclosures(unitOfWork, onFinding);
    return { ...register, disclosures, findings: register.findings + findings };
  });
  const isWhole = total.findings === 0;
  if (isJson) terminal.say(JSON.stringify({ ...total, list: listed }, undefined, 2));
  else if (isWhole) terminal.say(summary(total));
  else terminal.complain(summary(total));
  return isWhole ? EXIT.ok : EXIT.failed;
}

/** Recomputes the chains of the register, checks the signed anchors, compares the disclosures and names every place that was tampered with. */
export const verifyAuditCommand: Command = {
  name: 'verify audit',
  summary: {
    de: 'Rechnet die Ketten des Prüfregisters nach, prüft die signierten Anker, vergleicht das Verzeichnis der Weitergaben und nennt jede veränderte Stelle. Ändert nichts.',
    en: 'Recomputes the chains of the audit register, checks the signed anchors, compares the register of disclosures and names every place that was altered. Changes nothing.',
  },
  options: {
    anchors: {
      type: 'string',
      value: 'Datei · file',
      help: {
        de: 'vergleicht auch mit Ankern, die anderswo aufbewahrt wurden (audit export)',
        en: 'compares with anchors that were kept elsewhere, too (audit export)',
      },
    },
    'public-key': {
      type: 'string',
      value: 'Datei · file',
      help: {
        de: 'glaubt auch diesen öffentlichen Schlüsseln (PEM), zum Beispiel früheren',
        en: 'believes these public keys (PEM) as well, former ones for example',
      },
    },
    json: {
      type: 'boolean',
      help: { de: 'gibt das Ergebnis als JSON aus', en: 'prints the result as JSON' },
    },
  },
  notes: [
    {
      de: 'Zeilen hinter dem jüngsten Anker, die samt ihren Gliedern abgeschnitten wurden, sind nicht zu erkennen; audit anchor setzt jederzeit einen weiteren Anker.',
      en: 'Lines behind the newest anchor that were cut off with their links cannot be noticed; audit anchor signs another anchor at any time.',
    },
  ],
  run,
};
