import { IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PaidOperation } from '../../../../shared/domain/paid-operation.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

/** The provider never reports the end of a callback: it may be running until it is stopped or the user dismisses it. */
export const mayBeRunning = (a: PaidOperation): boolean => a.kind === 'callback' && a.state === 'done' && !a.stopped && !a.dismissed

/** A callback that may be running. It can be stopped at any time (provider API: webcallback, stopcallback). */
export function RunningCallback({ callback, now }: { readonly callback: PaidOperation; readonly now: number }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const { busy, failure, request } = useRequest()
  const { id, via, target, reference, createdAt } = callback
  const to = displayNumber(target, region)
  return (
    <li className="panel padded-x" aria-label={t('callback.one', { number: to })}>
      <div className="row">
        <b className="grow">{t('callback.accepted')}</b>
        <span className="num" aria-live="off">
          {duration(now - createdAt)}
        </span>
      </div>
      <p className="row num">
        <b>{displayNumber(via, region)}</b> <IconArrowRight size={16} aria-hidden /> <b>{to}</b>
      </p>
      <p>{t('cb.accepted')}</p>
      <div className="row">
        {reference !== null && (
          <button
            type="button"
            className="button stop-line"
            disabled={busy}
            aria-busy={busy}
            onClick={() => void request(window.dialdesk.billing.stopCallback({ operationId: id }))}
          >
            {t('cb.stop')}
          </button>
        )}
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void request(window.dialdesk.billing.dismissCallback({ operationId: id }))}
        >
          {t('callback.over')}
        </button>
      </div>
      <FailureNote failure={failure} />
    </li>
  )
}
