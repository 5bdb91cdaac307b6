import { IconAlertTriangle, IconBan, IconCheck, IconLock, IconQuestionMark } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Card } from '../../../../shared/domain/card.ts'

/** A card's state by icon and word. */
export function CardState({ state }: { readonly state: Card['state'] }) {
  const { t } = useTranslation()
  const [Icon, tone] = (
    {
      usable: [IconCheck, 'ok'],
      blocked: [IconLock, 'bad'],
      disabled: [IconBan, ''],
      unchecked: [IconQuestionMark, ''],
      unknown: [IconAlertTriangle, 'wait'],
    } as const
  )[state]
  return (
    <span className={`chip ${tone}`}>
      <Icon size={14} aria-hidden /> {t(`card.${state}`)}
    </span>
  )
}
