import { IconRecordMail } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../../../shared/line.ts'
import { useApp } from '../../state/app-store.ts'

/** What one dials to hear a line's messages: the user's own entry before the server's. */
export const mailboxOf = ({ preferences, voicemail }: Line): string => preferences.voicemail || voicemail?.account || ''

/** Lines with messages that wait, each with one click to hear them. */
export function VoicemailNotes({ onCall }: { readonly onCall: (number: string, lineId: string) => void }) {
  const { t } = useTranslation()
  const waiting = useApp((s) => s.lines.lines).filter((l) => l.voicemail?.waiting)
  return waiting.map((line) => {
    const number = mailboxOf(line)
    return (
      <div key={line.id} className="recent-note voicemail">
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
