import { IconAlertCircle } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/domain/failure.ts'

/** What went wrong and what to do, in the user's language. */
export function failureText(t: TFunction, { code, details }: Failure): string {
  return t(`error.${code}`, { code: '', text: '', ...details })
}

export function FailureNote({ failure }: { readonly failure: Failure | null }) {
  const { t } = useTranslation()
  if (!failure) return null
  return (
    <p className="note bad" role="alert">
      <IconAlertCircle size={16} aria-hidden />
      <span>{failureText(t, failure)}</span>
    </p>
  )
}
