import { Textarea } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { LONGEST_NOTE } from '../../../shared/domain/call.ts'
import { useSavedText } from '../hooks/use-saved-text.ts'
import css from './call-note.module.css'
import { FailureNote } from './failure-text.tsx'

/** What the user writes about a call; saved without a button. */
export function CallNote({ callId, note }: { readonly callId: string; readonly note: string }) {
  const { t } = useTranslation()
  const id = useId()
  const { text, change, save, state, failure } = useSavedText(note, (written) => window.dialdesk.callLog.setNote({ callId, note: written }))
  return (
    <div className={css['call-note']}>
      <div className={css['note-head']}>
        <label htmlFor={id}>{t('note.title')}</label>
        <small role="status">{state === 'kept' && t('note.saved')}</small>
      </div>
      <Textarea
        id={id}
        value={text}
        maxLength={LONGEST_NOTE}
        placeholder={t('note.hint')}
        autosize
        minRows={1}
        maxRows={6}
        onChange={(e) => change(e.currentTarget.value)}
        onBlur={save}
      />
      <FailureNote failure={failure} />
    </div>
  )
}
