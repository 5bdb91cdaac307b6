import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { displayNumber, readPhoneNumber } from '../../../../shared/phone-number.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import { useAsk } from '../../state/use-call.ts'
import { FailureNote } from '../../ui/failure-text.tsx'

type Checked = { readonly e164: string; readonly destination: string } | null

/** Asks the provider what it makes of a number, before money is spent on it. */
export function NumberCheck({ number }: { readonly number: string }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const [checked, setChecked] = useState<{ readonly of: string; readonly found: Checked } | null>(null)
  const { busy, failure, ask, clear } = useAsk()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number has another answer
  useEffect(clear, [number, clear])
  const check = async (): Promise<void> => {
    const outcome = await ask(window.dialdesk.rates.check({ number }))
    if (outcome.ok) setChecked({ of: number, found: outcome.value })
  }
  const shown = checked?.of === number ? checked : null
  return (
    <div className="row" aria-live="polite">
      <button type="button" className="text-button" disabled={busy || readPhoneNumber(number, region) === null} onClick={() => void check()}>
        {t('check.button')}
      </button>
      {shown && (
        <small>
          {shown.found
            ? t('check.valid', { number: displayNumber(shown.found.e164, region), destination: shown.found.destination })
            : t('check.invalid')}
        </small>
      )}
      <FailureNote failure={failure} />
    </div>
  )
}
