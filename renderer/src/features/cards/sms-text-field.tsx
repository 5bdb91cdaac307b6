import { Switch, Textarea } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CARD_CURRENCY } from '../../../../shared/domain/card.ts'
import { type CardOrder, fillSmsText, SMS_PLACEHOLDERS } from '../../../../shared/domain/card-batch.ts'
import { smsSegments } from '../../../../shared/domain/sms-segments.ts'

export type SmsChoice = { readonly bySms: boolean; readonly smsText: string }
type Props = {
  readonly value: SmsChoice
  readonly onChange: (value: SmsChoice) => void
  /** A card that the text is shown for, where there is one. */
  readonly sample: CardOrder | null
}

/** Characters of a text. */
const LONGEST = 300

/** Whether the PIN goes out by SMS, and with which text: with placeholders, how long it gets, and how it reads for one card. */
export function SmsTextField({ value: { bySms, smsText }, onChange, sample }: Props) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const filled = sample ? fillSmsText(smsText, sample, `${(sample.amount.units / 10_000).toFixed(2)} ${CARD_CURRENCY}`) : smsText
  const { parts, left } = smsSegments(filled)
  const insert = (placeholder: string): void => {
    const at = field.current?.selectionStart ?? smsText.length
    const end = field.current?.selectionEnd ?? at
    const next = smsText.slice(0, at) + placeholder + smsText.slice(end)
    if (next.length > LONGEST) return
    onChange({ bySms, smsText: next })
    field.current?.focus()
  }
  return (
    <>
      <Switch
        label={t('cards.bySms')}
        description={t('cards.bySmsHint')}
        checked={bySms}
        onChange={(e) => onChange({ bySms: e.currentTarget.checked, smsText })}
      />
      {bySms && (
        <div className="stack">
          <Textarea
            ref={field}
            label={t('cards.smsText')}
            description={t('cards.smsTextHint')}
            rows={3}
            maxLength={LONGEST}
            value={smsText}
            onChange={(e) => onChange({ bySms, smsText: e.currentTarget.value })}
          />
          <div className="row">
            {SMS_PLACEHOLDERS.map((placeholder) => (
              <button key={placeholder} type="button" className="button small" onClick={() => insert(placeholder)}>
                {t('cards.insert', { placeholder })}
              </button>
            ))}
          </div>
          {smsText.trim() !== '' && (
            <>
              <small role="status">{t('sms.segments', { count: parts, left: t('sms.left', { count: left }) })}</small>
              {sample && filled !== smsText && <small>{t('cards.smsSample', { text: filled })}</small>}
              <p className="note">{t('cards.smsPin')}</p>
            </>
          )}
        </div>
      )}
    </>
  )
}
