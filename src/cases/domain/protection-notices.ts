/** A text that has to be read before somebody goes on. What was acknowledged is kept by version. */
export interface ProtectionNotice {
  readonly version: string;
  /** German, for staff. */
  readonly de: string;
  /** Plain German, to be read out or shown to the person. */
  readonly plain: string;
}

/** Before intake at a public body, ahead of every question about the residence status. */
export const INTAKE_NOTICE: ProtectionNotice = {
  version: '2026-11-1',
  de:
    'Ihre Stelle ist eine öffentliche Stelle. Erfährt sie bei ihrer Arbeit bestimmte Umstände, muss sie diese unter ' +
    'Umständen der Ausländerbehörde mitteilen (§ 87 Abs. 2 AufenthG). Sagen Sie das der Person, bevor Sie nach dem ' +
    'Aufenthalt fragen. Der Aufenthalt muss nicht angegeben werden. Sie können die Person an eine unabhängige ' +
    'Beratung verweisen, ohne etwas aufzuschreiben.',
  plain:
    'Wir sind ein Amt. Manche Dinge müssen wir der Ausländerbehörde sagen. Sie müssen uns nichts über Ihren Aufenthalt ' +
    'erzählen. Sie können auch zu einer Beratungsstelle gehen, die kein Amt ist. Dann schreiben wir nichts auf.',
};

/** Before a protected case is shown to a public body. */
export const OPENING_WARNING: ProtectionNotice = {
  version: '2026-11-1',
  de:
    'Dieser Fall liegt in einem geschützten Bereich. Die Stelle, die ihn sehen soll, ist eine öffentliche Stelle und ' +
    'muss der Ausländerbehörde unter Umständen mitteilen, was sie erfährt (§ 87 Abs. 2 AufenthG); die Mitteilung kann ' +
    'zur Abschiebung führen und lässt sich nicht zurückholen. Nötig sind eine Einwilligung der Person, die genau diese ' +
    'Stelle und diese Warnung nennt, und die Freigabe durch eine zweite Person Ihrer Stelle. Prüfen Sie zuerst, ob eine ' +
    'Beratung ohne Namen genügt.',
  plain:
    'Bisher weiß kein Amt, dass Sie hier Hilfe bekommen. Wenn wir diesem Amt von Ihnen erzählen, muss es das vielleicht ' +
    'der Ausländerbehörde sagen. Das kann man nicht zurücknehmen. Wir tun das nur, wenn Sie es wollen. Wir können auch ' +
    'fragen, ohne Ihren Namen zu sagen.',
};
