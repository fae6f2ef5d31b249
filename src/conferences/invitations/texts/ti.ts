import type { InvitationText } from '../domain/invitation-text.js';

/** Invitation in Tigrinya. */
export const tigrinyaInvitation: InvitationText = {
  language: 'ti',
  direction: 'ltr',
  status: 'DRAFT',
  invited: 'ናብ ኣኼባ (ናይ ጉዳይ ዋዕላ) ተዓዲምኩም ኣለኹም።',
  changed: 'ዕለት ናይቲ ኣኼባ ተቐይሩ።',
  cancelled: 'ዕለት ናይቲ ኣኼባ ተሰሪዙ። ሓድሽ ዕለት እንተሃልዩ ሓድሽ ዕድመ ክመጸኩም እዩ።',
  when: 'መዓስ',
  where: 'ኣበይ',
  number: 'ቁጽሪ',
  topic: 'ዛዕባ',
  who: 'መን ከምዝመጽእን ስለምንታይን እቲ ዝሕግዘኩም ቤት ጽሕፈት ክነግረኩም እዩ። ድሕሪ ምእታው እውን ክትርእይዎ ትኽእሉ።',
  companion: 'እትኣምንዎ ሰብ ምሳኹም ከተምጽኡ ትኽእሉ ኢኹም።',
  interpreter: 'ትርጉም እንተደሊኹም ንገሩና። ንዓኹም ብነጻ እዩ።',
  refuse: 'ክትመጹ ግዴታ የብልኩምን። ኣብ እዋን ኣኼባ እውን ኣይፋል ክትብሉ ትኽእሉ። በዚ ምኽንያት ጉድኣት ኣይበጽሓኩምን።',
  without: 'ብዘይ ኣኼባ ነፍሲ ወከፍ ቤት ጽሕፈት ከምቲ ዝነበሮ ይሰርሕ።',
  answerHere: 'ኣብዚ ክትምልሱ ትኽእሉ፦',
  yes: 'ክመጽእ እየ',
  no: 'ኣይመጽእን እየ',
  maybe: 'ምናልባት',
  saved: 'መልስኹም በጺሑ። የቐንየልና።',
  notPossible: 'ኣብዚ ድሕሪ ሕጂ ምምላስ ኣይከኣልን።',
  draft: 'እዚ ትርጉም ንድፊ እዩ። እቲ ናይ ጀርመን ጽሑፍ እዩ ዝጸንዕ።',
};
