import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PaneHead } from '../../components/pane-head.tsx'
import css from './messages-screen.module.css'
import { WriteField } from './write-field.tsx'

type Props = {
  /** To begin with. */
  readonly number: string
  readonly onClose: () => void
  readonly onSent: (key: string) => void
}

/** The first message to a number. */
export function NewMessage({ number: first, onClose, onSent }: Props) {
  const { t } = useTranslation()
  const [number, setNumber] = useState(first)
  return (
    <section className={`pane ${css['talk']}`} aria-labelledby="new-message-title" data-pane>
      <div className={css['new-head']}>
        <PaneHead heading="h1" id="new-message-title" title={t('messages.new')} close={t('messages.close')} onClose={onClose} />
        <TextInput label={t('sms.to')} inputMode="tel" autoFocus maxLength={200} value={number} onChange={(e) => setNumber(e.currentTarget.value)} />
      </div>
      <span className={css['space']} />
      <WriteField number={number} lineId={null} onSent={onSent} />
    </section>
  )
}
