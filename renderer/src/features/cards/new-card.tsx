import { Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney, parseMoney } from '../../../../shared/money.ts'
import type { PaidAct } from '../../../../shared/paid-act.ts'
import { bareNumber } from '../../../../shared/phone-number.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { useAsk } from '../../state/use-call.ts'
import { ActOutcome } from '../../ui/act-outcome.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNote } from '../../ui/failure-text.tsx'
import { NumberCheck } from '../rates/number-check.tsx'

type Props = { readonly onClose: () => void; readonly onCreated: (cli: string) => void }

/** Number, customer and amount of a new card. The dialog's id makes it one act, however often it is pressed. */
export function NewCard({ onClose, onCreated }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const currency = useApp((s) => s.account.balance.amount?.currency ?? 'EUR')
  const [id, setId] = useState(() => crypto.randomUUID())
  const [number, setNumber] = useState('')
  const [customer, setCustomer] = useState('')
  const [amountText, setAmountText] = useState('')
  const [bySms, setBySms] = useState(false)
  const [outcome, setOutcome] = useState<PaidAct | null>(null)
  const { busy, failure, ask } = useAsk()
  const sentAs = bareNumber(number, region)
  const amount = parseMoney(amountText, currency)
  const usable = amount !== null && amount.units > 0 && amount.units % 100 === 0
  const over = outcome !== null && outcome.state !== 'refused'

  const create = async (): Promise<void> => {
    if (!amount || !sentAs || busy) return
    const result = await ask(window.dialdesk.acts.createCard({ id, number, customer: customer.trim(), amount, bySms, smsText: '' }))
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
      act={{
        label: usable && amount ? t('cards.create', { amount: formatMoney(amount, i18n.language) }) : t('cards.createPlain'),
        tone: 'primary',
        disabled: !sentAs || !usable || busy || over,
        run: () => void create(),
      }}
    >
      <div className="stack">
        <TextInput
          label={t('cards.newFor')}
          inputMode="tel"
          maxLength={64}
          value={number}
          description={sentAs ? t('cards.sentAs', { number: sentAs }) : ''}
          onChange={(e) => setNumber(e.currentTarget.value)}
        />
        <NumberCheck number={number} />
        <TextInput label={t('cards.customer')} maxLength={100} value={customer} onChange={(e) => setCustomer(e.currentTarget.value)} />
        <TextInput
          label={t('cards.amount', { currency })}
          inputMode="decimal"
          maxLength={12}
          value={amountText}
          description={t('cards.amountHint')}
          onChange={(e) => setAmountText(e.currentTarget.value)}
        />
        <Switch label={t('cards.bySms')} description={t('cards.bySmsHint')} checked={bySms} onChange={(e) => setBySms(e.currentTarget.checked)} />
        <FailureNote failure={failure} />
        {outcome && <ActOutcome act={outcome} done="" />}
      </div>
    </Dialog>
  )
}
