import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome } from '../../../shared/domain/failure.ts'
import { displayNumber, readPhoneNumber } from '../../../shared/domain/phone-number.ts'
import { useRequest } from '../hooks/use-request.ts'
import { useApp } from '../state/app-store.ts'
import { regionOf } from '../state/selectors.ts'
import { FailureNote } from './failure-text.tsx'

type Checked = { readonly e164: string; readonly destination: string } | null

/** Lets the provider validate a number before money is spent on it. */
export function NumberCheck({ number }: { readonly number: string }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  // kept with the number it is for, so that an older answer is never shown beside a new number
  const [answer, setAnswer] = useState<{ readonly of: string; readonly outcome: Outcome<Checked> } | null>(null)
  const { busy, request } = useRequest()
  const check = async (): Promise<void> => setAnswer({ of: number, outcome: await request(window.dialdesk.rates.check({ number })) })
  const shown = answer?.of === number && !busy ? answer.outcome : null
  return (
    <div className="row" aria-live="polite">
      <button type="button" className="text-button" disabled={busy || readPhoneNumber(number, region) === null} onClick={() => void check()}>
        {t('check.button')}
      </button>
      {shown?.ok && (
        <small>
          {shown.value
            ? t('check.valid', { number: displayNumber(shown.value.e164, region), destination: shown.value.destination })
            : t('check.invalid')}
        </small>
      )}
      <FailureNote failure={shown?.ok === false ? shown.error : null} />
    </div>
  )
}
