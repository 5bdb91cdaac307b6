import { useTranslation } from 'react-i18next'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import type { SmsState } from '../../../../shared/domain/sms.ts'
import { FailureNote, failureText } from '../../components/failure-text.tsx'
import { useContactOf } from '../../hooks/use-contact-of.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './sms-screen.module.css'

/** A text that is being sent to several, or waits for the rest of them: after the app ended, a broken connection, or Stop. */
export function MailingProgress({ mailing }: { readonly mailing: NonNullable<SmsState['mailing']> }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const contactOf = useContactOf()
  const { busy, failure, request } = useRequest()
  const { recipients, waiting, sending, text } = mailing
  const count = recipients.length
  const rest = recipients.filter(({ id }) => waiting.includes(id)).map(({ number }) => contactOf(number)?.name ?? displayNumber(number, region))
  return (
    <section className={`panel ${css['mailing']} mailing`} aria-label={t('sms.mailing', { count })}>
      <p role="status">
        <b>{t(sending ? 'sms.sending' : 'sms.stopped', { done: count - waiting.length, count })}</b>
      </p>
      {!sending && (
        <>
          {mailing.failure && <p>{failureText(t, mailing.failure)}</p>}
          <p className={css['shortened']}>
            <bdi>{text}</bdi>
          </p>
          <p className="num">
            {t('sms.rest')} <bdi>{rest.join(', ')}</bdi>
          </p>
        </>
      )}
      <div className="row">
        {sending ? (
          <button type="button" className="button" disabled={busy} onClick={() => void request(window.dialdesk.sms.stop())}>
            {t('sms.stop')}
          </button>
        ) : (
          <>
            <button type="button" className="button primary" disabled={busy} onClick={() => void request(window.dialdesk.sms.resume())}>
              {t('sms.sendRest', { count: waiting.length })}
            </button>
            <button type="button" className="button" disabled={busy} onClick={() => void request(window.dialdesk.sms.discard())}>
              {t('sms.discard')}
            </button>
          </>
        )}
      </div>
      <FailureNote failure={failure} />
    </section>
  )
}
