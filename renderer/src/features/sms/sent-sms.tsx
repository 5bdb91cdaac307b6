import { useTranslation } from 'react-i18next'
import type { SentOperation } from '../../../../shared/domain/paid-operation.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { failureText } from '../../components/failure-text.tsx'
import { usePaidOperationWord } from '../../components/paid-operation-outcome.tsx'
import { useContactOf } from '../../hooks/use-contact-of.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './sms-screen.module.css'

type Props = { readonly sms: SentOperation; readonly onAgain: (sms: SentOperation, name: string | null) => void }

/** One that was sent: to whom, what it says, and what became of it. */
export function SentSms({ sms, onAgain }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const name = useContactOf()(sms.target)?.name ?? null
  const word = usePaidOperationWord()
  const { target, text, state, failure, createdAt } = sms
  const number = displayNumber(target, region)
  return (
    <li>
      <span className="grow">
        <b className={name ? '' : 'num'}>
          <bdi>{name ?? number}</bdi>
        </b>
        {text && (
          <small className={css['text']}>
            <bdi>{text}</bdi>
          </small>
        )}
        {state === 'refused' && failure && <small className="bad-text">{failureText(t, failure)}</small>}
      </span>
      <span className="end">
        <span className={state === 'refused' ? 'bad-text' : ''}>{word(sms)}</span>
        <small className="num">{dateTime(createdAt, i18n.language)}</small>
      </span>
      <button type="button" className="button small" aria-label={`${t('sms.again')}: ${name ?? number}`} onClick={() => onAgain(sms, name)}>
        {t('sms.again')}
      </button>
    </li>
  )
}
