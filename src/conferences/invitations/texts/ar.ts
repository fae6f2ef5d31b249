import type { InvitationText } from '../domain/invitation-text.js';

/** Invitation in Arabic. */
export const arabicInvitation: InvitationText = {
  language: 'ar',
  direction: 'rtl',
  status: 'DRAFT',
  invited: 'أنت مدعو إلى اجتماع (مؤتمر حالة).',
  changed: 'تغيّر موعد الاجتماع.',
  cancelled: 'أُلغي موعد الاجتماع. إذا حُدّد موعد جديد فستصلك دعوة جديدة.',
  when: 'متى',
  where: 'أين',
  number: 'الرقم',
  topic: 'الموضوع',
  who: 'من سيحضر ولماذا: تخبرك بذلك الجهة التي ترافقك. ويمكنك أن ترى ذلك أيضًا بعد تسجيل الدخول.',
  companion: 'يجوز لك أن تُحضر شخصًا تثق به.',
  interpreter: 'إذا كنت تحتاج إلى ترجمة فأخبرنا. وهي لا تكلفك شيئًا.',
  refuse: 'لست مضطرًا إلى الحضور. يمكنك أن تقول لا، حتى أثناء الاجتماع. ولن يلحقك أي ضرر بسبب ذلك.',
  without: 'بدون الاجتماع تواصل كل جهة عملها كما كان.',
  answerHere: 'يمكنك الإجابة هنا:',
  yes: 'سأحضر',
  no: 'لن أحضر',
  maybe: 'ربما',
  saved: 'وصلت إجابتك. شكرًا.',
  notPossible: 'لم تعد الإجابة ممكنة هنا.',
  draft: 'هذه الترجمة مسودة. النص الألماني هو المعتمد.',
};
