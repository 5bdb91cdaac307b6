import { IconRecordMail } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { mailboxOf } from '../../../../shared/domain/forward.ts'
import { useApp } from '../../state/app-store.ts'
import recentCalls from './recent-calls.module.css'

/** Lines with waiting messages, each with a button that calls the mailbox. */
export function VoicemailNotes({ onCall }: { readonly onCall: (number: string, lineId: string) => void }) {
  const { t } = useTranslation()
  const waiting = useApp((s) => s.lines.lines).filter((l) => l.voicemail?.waiting)
  return waiting.map((line) => {
    const number = mailboxOf(line)
    return (
      <div key={line.id} className={`${recentCalls['recent-note']} voicemail`}>
        <IconRecordMail size={18} aria-hidden />
        <span>{t('mail.waiting', { count: line.voicemail?.fresh ?? 0, line: line.label })}</span>
        {number && (
          <button type="button" className="button small" onClick={() => onCall(number, line.id)}>
            {t('mail.hear')}
          </button>
        )}
      </div>
    )
  })
}
