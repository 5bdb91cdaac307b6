import { Select } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney, type Money } from '../../../../shared/domain/money.ts'
import { type PaidOperationKind, paidOperationKinds, type SentOperation } from '../../../../shared/domain/paid-operation.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { FailureNote, failureText } from '../../components/failure-text.tsx'
import { usePaidOperationWord } from '../../components/paid-operation-outcome.tsx'
import { useArrival } from '../../hooks/use-arrival.ts'
import { useContactOf } from '../../hooks/use-contact-of.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useSent } from '../../hooks/use-sent.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './sent-operations.module.css'

/** Characters of an SMS here: enough to know which one it was. Its whole text is on the screen SMS. */
const TEXT_SHOWN = 20

/** Everything that was sent from this computer and costs money: top-ups, callbacks, SMS, cards. */
export function SentOperations() {
  const { t } = useTranslation()
  const [kind, setKind] = useState<PaidOperationKind | null>(null)
  const { operations, more, busy, failure } = useSent(kind)
  const exporting = useRequest()
  const [saved, setSaved] = useState<string | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useArrival('sent', heading)
  const save = async (): Promise<void> => {
    setSaved(null)
    const outcome = await exporting.request(window.dialdesk.sent.export({ kind }))
    if (outcome.ok && outcome.value) setSaved(outcome.value.path)
  }
  return (
    <section aria-labelledby="sent-title">
      <h2 id="sent-title" ref={heading} tabIndex={-1}>
        {t('sent.title')}
      </h2>
      <p>{t('sent.what')}</p>
      <div className={css['tools']}>
        <Select
          aria-label={t('sent.kind')}
          allowDeselect={false}
          value={kind ?? 'all'}
          data={[{ value: 'all', label: t('sent.all') }, ...paidOperationKinds.map((value) => ({ value, label: t(`sent.kinds.${value}`) }))]}
          onChange={(value) => setKind(value === 'all' ? null : value)}
        />
        <button
          type="button"
          className="button"
          disabled={operations.length === 0 || exporting.busy}
          aria-busy={exporting.busy}
          onClick={() => void save()}
        >
          {t('calls.csv')}
        </button>
      </div>
      {saved !== null && (
        <p className="note ok" role="status">
          {t('calls.saved', { path: saved })}
        </p>
      )}
      <FailureNote failure={exporting.failure ?? failure} />
      {operations.length === 0 && <p className="hint">{t('sent.none')}</p>}
      <ul className={`${css['operations']} sent-list`} aria-labelledby="sent-title">
        {operations.map((o) => (
          <SentRow key={o.id} operation={o} />
        ))}
      </ul>
      {more && (
        <button type="button" className="button" disabled={busy} aria-busy={busy} onClick={more}>
          {t('sent.older')}
        </button>
      )}
    </section>
  )
}

function SentRow({ operation }: { readonly operation: SentOperation }) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const contactOf = useContactOf()
  const word = usePaidOperationWord()
  const { kind, target, via, text, state, failure, createdAt, amount, billed, balanceBefore, balanceAfter } = operation
  const money = (of: Money, digits: 2 | 4 = 2): string => formatMoney(of, i18n.language, digits)
  const nameOf = (number: string): string => contactOf(number)?.name ?? displayNumber(number, region)
  const signs = [...text]
  const facts = [
    kind === 'callback' && t('sent.first', { phone: nameOf(via) }),
    kind === 'card' && via,
    text && t('sent.text', { text: signs.length > TEXT_SHOWN ? `${signs.slice(0, TEXT_SHOWN).join('')}…` : text }),
    kind === 'card' && amount && money(amount),
    billed?.cost && t('callback.billedCost', { count: billed.calls, amount: money(billed.cost, 4) }),
  ].filter((fact) => typeof fact === 'string' && fact !== '')
  return (
    <li>
      <div className={css['what']}>
        <b>{t(`sent.kinds.${kind}`)}</b>
        {target && (
          <span className="num">
            {' '}
            <bdi>{nameOf(target)}</bdi>
          </span>
        )}
        {facts.map((fact) => (
          <small key={String(fact)}>
            <bdi>{fact}</bdi>
          </small>
        ))}
        {state === 'refused' && failure && <small className="bad-text">{failureText(t, failure)}</small>}
      </div>
      <div className={css['sent-at']}>
        <span className={state === 'refused' ? 'bad-text' : ''}>{word(operation)}</span>
        <small className="num">{dateTime(createdAt, i18n.language)}</small>
      </div>
      <div className={`${css['balances']} num`}>
        {balanceBefore && <small>{t('sent.before', { amount: money(balanceBefore) })}</small>}
        {balanceAfter && <small>{t('sent.after', { amount: money(balanceAfter) })}</small>}
      </div>
    </li>
  )
}
