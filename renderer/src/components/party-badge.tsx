import { type Icon, IconPhone } from '@tabler/icons-react'
import { initials } from './initials.ts'
import css from './party-badge.module.css'

type Props = {
  readonly name: string | null
  readonly small?: boolean
  /** Where there are no initials. */
  readonly icon?: Icon
}

/** A round badge with the party's initials; a telephone where only a number is known. Beside the name, so screen readers skip it. */
export function PartyBadge({ name, small = false, icon: NoName = IconPhone }: Props) {
  const letters = name === null ? null : initials(name)
  return (
    <span className={`${css['party-badge']} ${small ? css['small-badge'] : ''}`} aria-hidden>
      {letters ?? <NoName size={small ? 14 : 22} stroke={1.75} />}
    </span>
  )
}
