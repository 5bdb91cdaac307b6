import { Textarea } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LONGEST_SENT } from '../../../../shared/domain/message.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import css from './messages-screen.module.css'

type Props = {
  readonly number: string
  /** The line it goes over, where that is still there; else the default line. */
  readonly lineId: string | null
  readonly onSent?: (key: string) => void
}

/** Where a message is written: Enter sends it, Shift and Enter begin another line of it. */
export function WriteField({ number, lineId, onSent }: Props) {
  const { t } = useTranslation()
  const { lines, defaultLineId } = useApp((s) => s.lines)
  const line = lines.find(({ id, enabled }) => id === lineId && enabled) ?? lines.find(({ id }) => id === defaultLineId)
  const [text, setText] = useState('')
  const { busy, failure, request, clear } = useRequest()
  const ready = number.trim() !== '' && text.trim() !== '' && line !== undefined && !busy
  const send = async (): Promise<void> => {
    if (!ready || !line) return
    const outcome = await request(window.dialdesk.messages.send({ lineId: line.id, number, text }))
    if (!outcome.ok) return
    setText('')
    onSent?.(outcome.value.key)
  }
  return (
    <div className={css['write']}>
      <FailureNote failure={failure} />
      <div className={css['write-row']}>
        <Textarea
          className="grow"
          aria-label={t('messages.text')}
          placeholder={t('messages.text')}
          autosize
          minRows={1}
          maxRows={6}
          maxLength={LONGEST_SENT}
          value={text}
          onChange={(e) => {
            clear()
            setText(e.currentTarget.value)
          }}
          onKeyDown={(e) => {
            if (e.key !== 'Enter' || e.shiftKey || e.nativeEvent.isComposing) return
            e.preventDefault()
            void send()
          }}
        />
        <button type="button" className="button primary" disabled={!ready} aria-busy={busy} onClick={() => void send()}>
          <IconSend size={16} aria-hidden /> {t('messages.send')}
        </button>
      </div>
      <small>{line ? t('messages.via', { line: line.label }) : t('messages.noLine')}</small>
    </div>
  )
}
