import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CARD_CURRENCY } from '../../../../shared/domain/card.ts'
import { readCardAmount } from '../../../../shared/domain/card-rows.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import type { PaidOperation } from '../../../../shared/domain/paid-operation.ts'
import { bareNumber } from '../../../../shared/domain/phone-number.ts'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { NumberCheck } from '../../components/number-check.tsx'
import { PaidOperationOutcome } from '../../components/paid-operation-outcome.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { CardNumberField } from './card-number-field.tsx'
import { type SmsChoice, SmsTextField } from './sms-text-field.tsx'

type Props = { readonly onClose: () => void; readonly onCreated: (cli: string) => void }

/** Number, customer and amount of a new card. One id per dialog makes it one paid operation, however often the button is pressed. */
export function NewCard({ onClose, onCreated }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const [id, setId] = useState(() => crypto.randomUUID())
  const [number, setNumber] = useState('')
  const [customer, setCustomer] = useState('')
  const [amountText, setAmountText] = useState('')
  const [sms, setSms] = useState<SmsChoice>({ bySms: false, smsText: '' })
  const [outcome, setOutcome] = useState<PaidOperation | null>(null)
  const { busy, failure, request } = useRequest()
  const sentAs = bareNumber(number, region)
  const amount = readCardAmount(amountText)
  const usable = amount !== null
  const over = outcome !== null && outcome.state !== 'refused'

  const create = async (): Promise<void> => {
    if (!amount || !sentAs || busy) return
    const result = await request(
      window.dialdesk.billing.createCard({
        id,
        number,
        customer: customer.trim(),
        amount: { units: amount.units, currency: CARD_CURRENCY },
        bySms: sms.bySms,
        smsText: sms.bySms ? sms.smsText.trim() : '',
      }),
    )
    if (!result.ok) return
    setOutcome(result.value)
    if (result.value.state === 'done') {
      onCreated(sentAs)
      onClose()
    } else if (result.value.state === 'refused') setId(crypto.randomUUID())
  }
  return (
    <Dialog
      title={t('cards.newTitle')}
      onClose={onClose}
      safe={{ label: t(over ? 'cards.close' : 'cards.cancel'), run: onClose }}
      confirm={{
        label: usable && amount ? t('cards.create', { amount: formatMoney(amount, i18n.language) }) : t('cards.createPlain'),
        tone: 'primary',
        disabled: !sentAs || !usable || busy || over,
        run: () => void create(),
      }}
    >
      <div className="stack">
        <CardNumberField label={t('cards.newFor')} value={number} sentAs={sentAs} onChange={setNumber} />
        <NumberCheck number={number} />
        <TextInput label={t('cards.customer')} maxLength={100} value={customer} onChange={(e) => setCustomer(e.currentTarget.value)} />
        <TextInput
          label={t('cards.amount', { currency: CARD_CURRENCY })}
          inputMode="decimal"
          maxLength={12}
          value={amountText}
          description={t('cards.amountHint')}
          onChange={(e) => setAmountText(e.currentTarget.value)}
        />
        <SmsTextField
          value={sms}
          onChange={setSms}
          sample={
            usable && amount && sentAs ? { cli: sentAs, customer: customer.trim(), amount: { units: amount.units, currency: CARD_CURRENCY } } : null
          }
        />
        <FailureNote failure={failure} />
        {outcome && <PaidOperationOutcome operation={outcome} done="" />}
      </div>
    </Dialog>
  )
}
