import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../state/app-store.ts'

/** What became of a text to several: how many were accepted, refused, or are not known; each of them is in the list beside. */
export function MailingOutcome({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation()
  const operations = useApp((s) => s.services.paidOperations).filter(({ id }) => ids.includes(id))
  const count = (state: string): number => operations.filter((o) => o.state === state).length
  const [done, refused, unknown] = [count('done'), count('refused'), count('unknown')]
  if (done + refused + unknown === 0) return null
  const good = done === ids.length
  return (
    <p className={`note ${good ? 'ok' : 'wait'}`} role="status">
      {good ? <IconCircleCheck size={16} aria-hidden /> : <IconAlertTriangle size={16} aria-hidden />}
      <span>
        {[
          t('sms.accepted', { done, count: ids.length }),
          ...(refused ? [t('sms.refused', { count: refused })] : []),
          ...(unknown ? [t('sms.unknown', { count: unknown })] : []),
        ].join(' ')}
      </span>
    </p>
  )
}
