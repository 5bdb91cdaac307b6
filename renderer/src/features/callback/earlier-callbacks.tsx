import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../../shared/domain/money.ts'
import type { SentOperation } from '../../../../shared/domain/paid-operation.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { wallDate } from '../../../../shared/domain/wall-clock.ts'
import { FailureNote, failureText } from '../../components/failure-text.tsx'
import { usePaidOperationWord } from '../../components/paid-operation-outcome.tsx'
import { useContactOf } from '../../hooks/use-contact-of.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

type Props = {
  readonly callbacks: readonly SentOperation[]
  readonly more: (() => void) | null
  readonly onAgain: (callback: SentOperation) => void
}

/** Callbacks that are over: who rang first, whom for, what became of them and what the provider billed for their calls. */
export function EarlierCallbacks({ callbacks, more, onAgain }: Props) {
  const { t } = useTranslation()
  const zone = useApp((s) => s.settings.providerTimeZone)
  const reading = useApp((s) => s.services.history.running !== null)
  const { busy, failure, request } = useRequest()
  const open = callbacks.filter((c) => c.state === 'done' && !c.billed)
  const newest = open[0]
  /** The records of the days on which the callbacks without a cost were; the newest ones, for it is they that are missed. */
  const load = (day: number): void => {
    const date = wallDate(day, zone)
    void request(window.dialdesk.history.sync({ from: date, to: wallDate(Date.now(), zone), fresh: true }))
  }
  return (
    <>
      <div className="day">
        <h2>{t('callback.earlier')}</h2>
        {newest && (
          <button type="button" className="text-button" disabled={busy || reading} aria-busy={busy || reading} onClick={() => load(newest.createdAt)}>
            {t('calls.read')}
          </button>
        )}
      </div>
      <FailureNote failure={failure} />
      <ul className="plain-list padded" aria-label={t('callback.earlier')}>
        {callbacks.map((callback) => (
          <Earlier key={callback.id} callback={callback} onAgain={() => onAgain(callback)} />
        ))}
      </ul>
      {more && (
        <div className="padded">
          <button type="button" className="button small" onClick={more}>
            {t('sent.older')}
          </button>
        </div>
      )}
    </>
  )
}

function Earlier({ callback, onAgain }: { readonly callback: SentOperation; readonly onAgain: () => void }) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const phones = useApp((s) => s.services.ownPhones)
  const contactOf = useContactOf()
  const word = usePaidOperationWord()
  const { target, via, state, failure, createdAt, billed } = callback
  const first = phones.find(({ number }) => number === via)?.label ?? contactOf(via)?.name ?? displayNumber(via, region)
  const name = contactOf(target)?.name
  const cost = billed?.cost ? t('callback.billedCost', { count: billed.calls, amount: formatMoney(billed.cost, i18n.language, 4) }) : null
  return (
    <li>
      <span className="grow">
        <b className={name ? '' : 'num'}>
          <bdi>{name ?? displayNumber(target, region)}</bdi>
        </b>
        <small>
          <bdi>{t('callback.rangFirst', { phone: first })}</bdi>
        </small>
        {cost && <small className="num">{cost}</small>}
        {state === 'refused' && failure && <small className="bad-text">{failureText(t, failure)}</small>}
      </span>
      <span className="end">
        <span>{word(callback)}</span>
        <small className="num">{dateTime(createdAt, i18n.language)}</small>
      </span>
      <button type="button" className="button small" aria-label={`${t('callback.again')}: ${name ?? target}`} onClick={onAgain}>
        {t('callback.again')}
      </button>
    </li>
  )
}
